package org.hobnob.peer.console.text;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A line from a person or a script, split into command and arguments.
 *
 * @param command in lower case, without the slash; {@code say} for a line without a command
 * @param rest the rest of the line, unchanged
 */
public record CommandLine(String command, String rest) {
    private static final Pattern COMMAND = Pattern.compile("/[^\\s/]+(\\s.*)?", Pattern.DOTALL);

    /** A path such as {@code /etc/hosts} is no command, and two slashes stand for a text that begins with one. */
    public static CommandLine of(String line) {
        String text = line.strip();
        if (!isCommand(text)) {
            return new CommandLine("say", text.startsWith("//") ? text.substring(1) : text);
        }
        int blank = text.indexOf(' ');
        String command = blank < 0 ? text.substring(1) : text.substring(1, blank);
        return new CommandLine(
                command.toLowerCase(java.util.Locale.ROOT),
                blank < 0 ? "" : text.substring(blank).strip());
    }

    /** Returns whether the line is a command, known or not, and no text. */
    public static boolean isCommand(String line) {
        return COMMAND.matcher(line.strip()).matches();
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
