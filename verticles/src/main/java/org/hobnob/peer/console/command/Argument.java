package org.hobnob.peer.console.command;

import java.util.List;

/**
 * What one argument of a command is, so that it can be completed.
 *
 * @param words the words that may stand there, apart from names
 * @param label what a question for it says, without a colon
 */
public record Argument(Kind kind, List<String> words, String label) {
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
        /** A value of the setting that is named before it. */
        VALUE,
        /** A file of this machine. */
        FILE,
        /** One of {@link Argument#words}. */
        WORD,
        /** Free text, a number or a password: nothing is completed. */
        TEXT
    }

    public static final Argument USER = of(Kind.USER, "name of the user");
    public static final Argument ONLINE_USER = of(Kind.ONLINE_USER, "number or name of the user");
    public static final Argument ROOM = of(Kind.ROOM, "name of the room");
    public static final Argument OWN_ROOM = of(Kind.OWN_ROOM, "number or name of the room");
    public static final Argument CONVERSATION = of(Kind.CONVERSATION, "number or name");
    public static final Argument COMMAND = of(Kind.COMMAND, "name of the command");
    public static final Argument SETTING = of(Kind.SETTING, "name of the setting");
    public static final Argument VALUE = of(Kind.VALUE, "value");
    public static final Argument FILE = of(Kind.FILE, "file");
    public static final Argument TEXT = of(Kind.TEXT, "text");

    private static Argument of(Kind kind, String label) {
        return new Argument(kind, List.of(), label);
    }

    /** One of these words. */
    public static Argument oneOf(String... words) {
        return new Argument(Kind.WORD, List.of(words), String.join(" or ", words));
    }

    /** This, or one of the words. */
    public Argument or(String... others) {
        return new Argument(kind, List.of(others), label + ", or " + String.join(" or ", others));
    }

    /** This, with another label in questions. */
    public Argument called(String name) {
        return new Argument(kind, words, name);
    }
}
