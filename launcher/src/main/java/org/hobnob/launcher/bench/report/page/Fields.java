package org.hobnob.launcher.bench.report.page;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.OptionalDouble;

/** Reads JSON that may have any shape: what is not as expected is empty. */
final class Fields {
    private Fields() {}

    static OptionalDouble number(JsonObject json, String key) {
        return json.getValue(key) instanceof Number number && Double.isFinite(number.doubleValue())
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    static String text(JsonObject json, String key) {
        return json.getValue(key) instanceof String text ? text : "";
    }

    static JsonObject object(JsonObject json, String key) {
        return json.getValue(key) instanceof JsonObject object ? object : new JsonObject();
    }

    static List<JsonObject> objects(JsonObject json, String key) {
        return json.getValue(key) instanceof JsonArray array
                ? array.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .toList()
                : List.of();
    }
}
