package org.hobnob.protocol.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hobnob.protocol.text.SafeText;

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

    /** Adds the words of another line. */
    void words(LineBuilder other) {
        words.addAll(other.words);
    }

    /** Returns how many bytes the words and parameters take, each with the blank before it. */
    int bytes() {
        int bytes = 0;
        for (String word : words) {
            bytes += 1 + escapedBytes(word);
        }
        for (Map.Entry<String, String> param : params.entrySet()) {
            bytes += 1 + param.getKey().length() + 1 + escapedBytes(param.getValue());
        }
        return bytes;
    }

    private static int escapedBytes(String text) {
        return SafeText.utf8Length(Escapes.escape(text));
    }

    NativeLine build(String tag, String name) {
        return new NativeLine(tag, name, words, params);
    }
}
