package org.hobnob.peer.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/json.md and docs/json-schema.json say what the code does. */
class JsonDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/json.md");
    private static final Path SCHEMA = Path.of("../docs/json-schema.json");

    private static List<String> table(String heading, int cells) throws IOException {
        List<String> rows = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("## ")) {
                inside = line.equals("## " + heading);
            }
            String[] parts = line.split("\\|");
            if (inside && line.startsWith("| `") && parts.length == cells + 1) {
                rows.add(java.util.stream.Stream.of(parts)
                        .skip(1)
                        .limit(cells - 1L)
                        .map(cell -> cell.replace("`", "").strip())
                        .collect(Collectors.joining(" | ")));
            }
        }
        return rows;
    }

    private static String spelt(List<Field> fields) {
        return fields.stream()
                .map(field -> field
                        + (field.type() == Field.Type.TEXT
                                ? ""
                                : ":" + field.type().word()))
                .collect(Collectors.joining(" "));
    }

    @Test
    void documentListsTheRequests() throws IOException {
        assertEquals(
                RequestTable.ROWS.stream()
                        .map(row -> row.name() + " | " + spelt(row.takes()) + " | " + spelt(row.gives()))
                        .toList(),
                table("Requests", 4));
    }

    @Test
    void documentListsTheEvents() throws IOException {
        assertEquals(
                EventTable.ROWS.stream()
                        .map(row -> row.type() + " | " + spelt(row.fields()))
                        .toList(),
                table("Events", 3));
    }

    @Test
    void schemaIsThatOfTheTables() throws IOException {
        String made = schema().encodePrettily() + "\n";
        Path fresh = Files.writeString(Path.of("target/json-schema.json"), made);
        assertEquals(made, Files.readString(SCHEMA), "copy " + fresh.toAbsolutePath());
    }

    private static JsonObject schema() {
        JsonArray requests = new JsonArray();
        RequestTable.ROWS.forEach(row -> requests.add(object(row.takes(), "request", row.name())
                .put("additionalProperties", false)
                .put("title", row.name())));
        requests.forEach(row -> ((JsonObject) row).getJsonObject("properties").put("id", id()));
        JsonArray events = new JsonArray();
        EventTable.ROWS.forEach(row ->
                events.add(object(with(row.fields(), Field.list("at:integer")), "type", row.type())
                        .put("title", row.type())));
        JsonArray results = new JsonArray();
        RequestTable.ROWS.forEach(row -> results.add(object(row.gives(), "", "").put("title", row.name())));
        return new JsonObject()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "Lines of hobnob peer --json, version " + Standing.VERSION)
                .put(
                        "$defs",
                        new JsonObject()
                                .put("request", new JsonObject().put("oneOf", requests))
                                .put("result", new JsonObject().put("anyOf", results))
                                .put("answer", answer())
                                .put("event", new JsonObject().put("oneOf", events)))
                .put(
                        "anyOf",
                        new JsonArray().add(ref("request")).add(ref("answer")).add(ref("event")));
    }

    private static List<Field> with(List<Field> some, List<Field> more) {
        List<Field> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static JsonObject ref(String name) {
        return new JsonObject().put("$ref", "#/$defs/" + name);
    }

    private static JsonObject id() {
        return new JsonObject().put("type", new JsonArray().add("string").add("number"));
    }

    private static JsonObject answer() {
        JsonObject error = object(Field.list("reason detail? waitMs?:integer"), "", "");
        return new JsonObject()
                .put("type", "object")
                .put(
                        "properties",
                        new JsonObject()
                                .put("id", id())
                                .put("result", ref("result"))
                                .put("error", error))
                .put(
                        "oneOf",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put(
                                                "required",
                                                new JsonArray().add("id").add("result")))
                                .add(new JsonObject().put("required", new JsonArray().add("error"))));
    }

    /** @param name a field that has the one value; empty for none */
    private static JsonObject object(List<Field> fields, String name, String value) {
        JsonObject properties = new JsonObject();
        JsonArray required = new JsonArray();
        if (!name.isEmpty()) {
            properties.put(name, new JsonObject().put("const", value));
            required.add(name);
        }
        for (Field field : fields) {
            properties.put(field.name(), type(field.type()));
            if (field.isRequired()) {
                required.add(field.name());
            }
        }
        return new JsonObject()
                .put("type", "object")
                .put("properties", properties)
                .put("required", required);
    }

    private static JsonObject type(Field.Type type) {
        return switch (type) {
            case NAMES -> list("string");
            case OBJECTS -> list("object");
            default -> new JsonObject().put("type", type.word());
        };
    }

    private static JsonObject list(String of) {
        return new JsonObject().put("type", "array").put("items", new JsonObject().put("type", of));
    }
}
