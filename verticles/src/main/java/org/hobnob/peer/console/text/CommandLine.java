package org.hobnob.peer.console.text;

import java.util.List;

/**
 * A line from a person or a script, split into command and arguments.
 *
 * @param command in lower case, without the slash; {@code say} for a line without a command
 * @param rest the rest of the line, unchanged
 */
public record CommandLine(String command, String rest) {
    public static CommandLine of(String line) {
        String text = line.strip();
        if (text.startsWith("//")) {
            return new CommandLine("say", text.substring(1));
        }
        if (!text.startsWith("/")) {
            return new CommandLine("say", text);
        }
        int blank = text.indexOf(' ');
        String command = blank < 0 ? text.substring(1) : text.substring(1, blank);
        return new CommandLine(
                command.toLowerCase(java.util.Locale.ROOT),
                blank < 0 ? "" : text.substring(blank).strip());
    }

    /** Splits the rest into at most {@code limit} words; the last one takes all that follows. */
    public List<String> words(int limit) {
        return words(rest, limit);
    }

    /**
     * Splits a text into at most {@code limit} words, without surrounding whitespace; the last one takes all that
     * follows.
     */
    public static List<String> words(String text, int limit) {
        return text.isEmpty() ? List.of() : List.of(text.split("\\s+", limit));
    }
}
