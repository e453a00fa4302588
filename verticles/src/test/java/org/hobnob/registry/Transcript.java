package org.hobnob.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hobnob.protocol.wire.NativeLine;

/** What earlier programs said to each other; the file's format stands at its top. */
public final class Transcript {
    /** @param isAsked whether the peer says it; else it is told it */
    public record Step(boolean isAsked, String text) {
        public NativeLine line() {
            return NativeLine.parse(text).orElseThrow(() -> new AssertionError("no line: " + text));
        }
    }

    private final Map<String, List<Step>> parts = new LinkedHashMap<>();

    private Transcript(String text) {
        List<Step> part = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("[")) {
                part = new ArrayList<>();
                parts.put(line.substring(1, line.length() - 1), part);
            } else if (line.startsWith("> ") || line.startsWith("< ")) {
                part.add(new Step(line.startsWith("> "), line.substring(2)));
            }
        }
    }

    /**
     * A peer and a registry.
     *
     * @param day when they were recorded, as in the name of the file
     */
    public static Transcript of(String day) {
        try (InputStream in = Transcript.class.getResourceAsStream("/transcripts/peer-and-registry-" + day + ".txt")) {
            return new Transcript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Step> part(String name) {
        return parts.get(name);
    }

    /** All that was said, in its order. */
    public List<Step> all() {
        return parts.values().stream().flatMap(List::stream).toList();
    }
}
