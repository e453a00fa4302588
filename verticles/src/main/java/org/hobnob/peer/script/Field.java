package org.hobnob.peer.script;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A field of a request, a result or an event, as docs/json.md lists it.
 *
 * @param isRequired whether it is always there
 */
public record Field(String name, Type type, boolean isRequired) {
    /** What a field may hold. Nulls count as absent. */
    public enum Type {
        TEXT("string", String.class),
        NUMBER("integer", Number.class),
        FLAG("boolean", Boolean.class),
        OBJECT("object", JsonObject.class),
        NAMES("strings", JsonArray.class),
        OBJECTS("objects", JsonArray.class);

        private final String word;
        private final Class<?> java;

        Type(String word, Class<?> java) {
            this.word = word;
            this.java = java;
        }

        /** The word for it in docs/json.md. */
        public String word() {
            return word;
        }

        boolean holds(Object value) {
            boolean isWhole = !(value instanceof Number number) || number.doubleValue() == number.longValue();
            return java.isInstance(value) && isWhole;
        }
    }

    public Field {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    /**
     * Reads a list such as {@code "room password? capacity?:integer"}: names, each with a question mark if it may be absent
     * and its type's word if it is no string.
     */
    static List<Field> list(String words) {
        return words.isEmpty()
                ? List.of()
                : Arrays.stream(words.split(" ")).map(Field::of).toList();
    }

    private static Field of(String word) {
        String[] parts = word.split(":", 2);
        boolean isRequired = !parts[0].endsWith("?");
        String name = isRequired ? parts[0] : parts[0].substring(0, parts[0].length() - 1);
        return new Field(name, parts.length == 1 ? Type.TEXT : type(parts[1]), isRequired);
    }

    private static Type type(String word) {
        return Arrays.stream(Type.values())
                .filter(type -> type.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no type " + word));
    }

    /** Copies those fields that are there; others, and nulls, are left out. */
    static JsonObject only(List<Field> fields, JsonObject from) {
        JsonObject copy = new JsonObject();
        for (Field field : fields) {
            Object value = from.getValue(field.name());
            if (value != null) {
                copy.put(field.name(), value);
            }
        }
        return copy;
    }

    /** The name, and a question mark if it may be absent. */
    @Override
    public String toString() {
        return name + (isRequired ? "" : "?");
    }
}
