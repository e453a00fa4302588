package org.hobnob.peer.console.command;

import java.util.List;

/**
 * What one argument of a command is, so that it can be completed.
 *
 * @param words the words that may stand there, apart from names
 */
public record Argument(Kind kind, List<String> words) {
    /** What is completed. */
    public enum Kind {
        /** Any user whom the console has heard of. */
        USER,
        /** A user who is online, and not this user. */
        ONLINE_USER,
        /** A room at the registry, with or without {@code #}. */
        ROOM,
        /** A room that this user is in. */
        OWN_ROOM,
        /** An open conversation: a room, a user or a number. */
        CONVERSATION,
        /** The name of a command. */
        COMMAND,
        /** The name of a setting. */
        SETTING,
        /** A file of this machine. */
        FILE,
        /** One of {@link Argument#words}. */
        WORD,
        /** Free text, a number or a password: nothing is completed. */
        TEXT
    }

    public static final Argument USER = of(Kind.USER);
    public static final Argument ONLINE_USER = of(Kind.ONLINE_USER);
    public static final Argument ROOM = of(Kind.ROOM);
    public static final Argument OWN_ROOM = of(Kind.OWN_ROOM);
    public static final Argument CONVERSATION = of(Kind.CONVERSATION);
    public static final Argument COMMAND = of(Kind.COMMAND);
    public static final Argument SETTING = of(Kind.SETTING);
    public static final Argument FILE = of(Kind.FILE);
    public static final Argument TEXT = of(Kind.TEXT);

    private static Argument of(Kind kind) {
        return new Argument(kind, List.of());
    }

    /** One of these words. */
    public static Argument oneOf(String... words) {
        return new Argument(Kind.WORD, List.of(words));
    }

    /** This, or one of the words. */
    public Argument or(String... others) {
        return new Argument(kind, List.of(others));
    }
}
