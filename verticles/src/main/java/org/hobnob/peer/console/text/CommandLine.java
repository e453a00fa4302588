package org.hobnob.peer.console.text;

import java.util.List;

/**
 * A line as a person or a script types it, taken apart.
 *
 * @param command lower case, without its slash; {@code say} for a line without one
 * @param rest what follows the command, unchanged
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

    /** The words of the rest; at most {@code limit}, the last with all that follows. */
    public List<String> words(int limit) {
        return words(rest, limit);
    }

    /** The words of a text without blanks around it; at most {@code limit}, the last with all that follows. */
    public static List<String> words(String text, int limit) {
        return text.isEmpty() ? List.of() : List.of(text.split("\\s+", limit));
    }
}
