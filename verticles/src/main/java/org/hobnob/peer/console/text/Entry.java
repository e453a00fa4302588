package org.hobnob.peer.console.text;

import java.util.ArrayList;
import java.util.List;

/**
 * What a person entered at once: the text until Enter was pressed. It has several lines if some were pasted.
 *
 * @param text without the line end at which it was entered
 * @param pasted whether at least a part of it was pasted
 */
public record Entry(String text, boolean pasted) {
    public static Entry typed(String text) {
        return new Entry(text, false);
    }

    /** Returns the lines, without empty ones at the end; at least one, which may be empty. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(text.split("\\R", -1)));
        while (lines.size() > 1 && lines.get(lines.size() - 1).isBlank()) {
            lines.remove(lines.size() - 1);
        }
        return List.copyOf(lines);
    }

    /** Returns whether this is more than one line: it is text then, never a command, an answer or a choice. */
    public boolean isSeveral() {
        return lines().size() > 1;
    }

    /** Returns the only line, or the first one. */
    public String line() {
        return lines().get(0);
    }
}
