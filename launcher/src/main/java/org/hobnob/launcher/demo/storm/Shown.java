package org.hobnob.launcher.demo.storm;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message as a console shows it.
 *
 * @param where the room, as {@code #lab3}, or the other user of a private message, as {@code @omar}
 * @param who {@link #OWN}, or the sender; empty where the other user of a private message is the sender
 * @param text what was said
 * @param note how it arrived or what became of it; may be empty
 */
record Shown(String where, String who, String text, String note) {
    /** Who said what this console's user said. */
    static final String OWN = "you";

    /** Before what is not simply delivered. */
    private static final String MARK = "(?:-!- |!! )?";

    private static final Pattern ROOM =
            Pattern.compile(MARK + "\\[(#[^\\]]+)\\] ([A-Za-z0-9_-]{1,32}): (.*?)(?:  \\(([^()]*)\\))?");
    private static final Pattern PRIVATE =
            Pattern.compile(MARK + "\\[(@[^\\]]+)\\] (?:(" + OWN + "): )?(.*?)(?:  \\(([^()]*)\\))?");

    /** Reads a whole line of a console; empty where it shows no message. */
    static Optional<Shown> parse(String line) {
        return of(ROOM.matcher(line)).or(() -> of(PRIVATE.matcher(line)));
    }

    private static Optional<Shown> of(Matcher line) {
        return line.matches()
                ? Optional.of(new Shown(line.group(1), orEmpty(line.group(2)), line.group(3), orEmpty(line.group(4))))
                : Optional.empty();
    }

    private static String orEmpty(String group) {
        return group == null ? "" : group;
    }

    boolean isOwn() {
        return who.equals(OWN);
    }

    /** Whether the console says that it has perhaps shown this before. */
    boolean isAgain() {
        return note.contains("perhaps shown before");
    }

    /** Whether the console says that anybody can have written this. */
    boolean isMarkedOpen() {
        return note.contains("anyone here can read and forge this");
    }

    Shown withoutNote() {
        return new Shown(where, who, text, "");
    }
}
