package org.hobnob.launcher.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.hobnob.config.ConfigKey;

/** Converts between the sections of a file and the dotted keys of {@link ConfigKey}. */
final class ConfigTree {
    private static final char DOT = '.';

    private ConfigTree() {}

    /** Returns one entry per value, in the order of the tree. A list becomes its elements separated by commas. */
    static Map<String, String> flatten(JsonObject tree) {
        Map<String, String> flat = new LinkedHashMap<>();
        flatten("", tree, flat);
        return flat;
    }

    private static void flatten(String section, JsonObject tree, Map<String, String> flat) {
        tree.forEach(entry -> {
            if (entry.getKey().indexOf(DOT) >= 0) {
                throw new ConfigRefusedException("the key '" + entry.getKey()
                        + "' has a dot: write the part before it as a section of its own and the rest below it");
            }
            String key = section + entry.getKey();
            if (entry.getValue() instanceof JsonObject below) {
                flatten(key + DOT, below, flat);
            } else {
                flat.put(key, text(key, entry.getValue()));
            }
        });
    }

    private static String text(String key, Object value) {
        if (value instanceof JsonArray list) {
            return list.stream().map(element -> plain(key, element)).collect(Collectors.joining(","));
        }
        return value == null ? "" : value.toString();
    }

    private static String plain(String key, Object element) {
        if (element instanceof JsonObject || element instanceof JsonArray) {
            throw new ConfigRefusedException(
                    "the list of '" + key + "' holds more than plain values: write its values alone");
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
