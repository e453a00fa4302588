package org.hobnob.protocol.sim;

import java.util.ArrayDeque;
import java.util.List;

/** The last lines of what happened. */
final class Trace {
    private static final int MAX_LINES = 2_000;

    private final ArrayDeque<String> lines = new ArrayDeque<>();

    void add(long nowMs, String line) {
        if (lines.size() == MAX_LINES) {
            lines.removeFirst();
        }
        lines.addLast("%9d ms  %s".formatted(nowMs, line));
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
