package org.hobnob.protocol.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds a {@link NativeLine}. */
final class LineBuilder {
    private final List<String> words = new ArrayList<>();
    private final Map<String, String> params = new LinkedHashMap<>();

    LineBuilder word(Object value) {
        words.add(value.toString());
        return this;
    }

    LineBuilder param(String key, Object value) {
        params.put(key, value.toString());
        return this;
    }

    LineBuilder param(String key, Optional<?> value) {
        value.ifPresent(present -> params.put(key, present.toString()));
        return this;
    }

    NativeLine build(String tag, String name) {
        return new NativeLine(tag, name, words, params);
    }
}
