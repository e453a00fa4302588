package org.hobnob.launcher.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.hobnob.config.ConfigKey;

/** Converts between the sections of a file and the dotted keys of {@link ConfigKey}. */
final class ConfigTree {
    private static final char DOT = '.';

    private ConfigTree() {}

    /**
     * Returns one entry per value, in the order of the tree. A list becomes its elements separated by commas.
     *
     * @param where says where a key stands, for messages; begins with a blank, or is empty
     */
    static Map<String, String> flatten(JsonObject tree, UnaryOperator<String> where) {
        Map<String, String> flat = new LinkedHashMap<>();
        flatten("", tree, flat, where);
        return flat;
    }

    private static void flatten(
            String section, JsonObject tree, Map<String, String> flat, UnaryOperator<String> where) {
        tree.forEach(entry -> {
            String key = section + entry.getKey();
            if (entry.getKey().indexOf(DOT) >= 0) {
                throw new ConfigRefusedException("the key '" + entry.getKey() + "'" + where.apply(key)
                        + " has a dot: write the part before it as a section of its own and the rest below it");
            }
            if (entry.getValue() instanceof JsonObject below) {
                flatten(key + DOT, below, flat, where);
            } else {
                flat.put(key, text(key, entry.getValue(), where));
            }
        });
    }

    private static String text(String key, Object value, UnaryOperator<String> where) {
        if (value instanceof JsonArray list) {
            return list.stream().map(element -> plain(key, element, where)).collect(Collectors.joining(","));
        }
        return value == null ? "" : value.toString();
    }

    private static String plain(String key, Object element, UnaryOperator<String> where) {
        if (element instanceof JsonObject || element instanceof JsonArray) {
            throw new ConfigRefusedException("the list of '" + key + "'" + where.apply(key)
                    + " holds more than plain values: write its values alone");
        }
        return String.valueOf(element);
    }

    /** Returns the tree from which {@link #flatten} makes these keys. */
    static JsonObject grow(Map<? extends ConfigKey, String> values) {
        JsonObject tree = new JsonObject();
        values.forEach((key, value) -> {
            int dot = key.key().indexOf(DOT);
            JsonObject section = tree;
            if (dot >= 0) {
                String name = key.key().substring(0, dot);
                section = tree.getJsonObject(name, new JsonObject());
                tree.put(name, section);
            }
            section.put(key.key().substring(dot + 1), value);
        });
        return tree;
    }
}
