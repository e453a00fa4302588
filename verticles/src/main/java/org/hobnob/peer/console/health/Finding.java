package org.hobnob.peer.console.health;

import java.util.List;

/**
 * What a check found.
 *
 * @param text one sentence
 * @param advice what to do or to type, one line each; empty where nothing is to be done
 */
public record Finding(Level level, String text, List<String> advice) {
    /** How bad it is. */
    public enum Level {
        GOOD,
        /** Worth knowing; things work nevertheless, or nothing is known yet. */
        NOTE,
        TROUBLE
    }

    static Finding good(String text) {
        return new Finding(Level.GOOD, text, List.of());
    }

    static Finding note(String text, String... advice) {
        return new Finding(Level.NOTE, text, List.of(advice));
    }

    static Finding trouble(String text, String... advice) {
        return new Finding(Level.TROUBLE, text, List.of(advice));
    }
}
