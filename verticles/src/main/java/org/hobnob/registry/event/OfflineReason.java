package org.hobnob.registry.event;

import java.util.Locale;
import java.util.Optional;

/** Why a user went offline; what becomes of the user's rooms depends on it (BUS.md 5). */
public enum OfflineReason {
    /** The user said so; places in rooms are given up. */
    LOGOUT,
    /** The connection dropped. */
    CLOSED,
    /** No sign of life came. */
    SILENT,
    /** The registry that held the connection closed. */
    SHUTDOWN,
    /** The registry that held the connection died. */
    NODE_LOST;

    /** Lower case with hyphens, as the bus spells it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reason that the word spells, or empty. */
    public static Optional<OfflineReason> ofWord(String word) {
        for (OfflineReason reason : values()) {
            if (reason.word().equals(word)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }
}
