package org.hobnob.peer.console.attention;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the user wants to see at once of a conversation that is not in view. */
public enum Level {
    /** Every line; private lines and mentions ring the bell. */
    ALL,
    /** Lines that mention the user, which ring the bell too; others only count. */
    MENTIONS,
    /** Nothing: lines only count. */
    NONE;

    /** Returns the level's word. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the level with this word, in any case. */
    public static Optional<Level> of(String word) {
        return Arrays.stream(values())
                .filter(one -> one.word().equalsIgnoreCase(word))
                .findFirst();
    }

    /** Returns the words of all levels. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Level::word).toList();
    }
}
