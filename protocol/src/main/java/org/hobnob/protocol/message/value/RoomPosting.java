package org.hobnob.protocol.message.value;

import java.util.Locale;
import java.util.Optional;

/** Who may say something in a room (SPEC 4.11). */
public enum RoomPosting {
    /** Every member. */
    ALL,
    /** The host alone. */
    HOSTS;

    /** Returns the word of the wire, the bus and the store, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the value with this word, or empty if there is none or the word is null. */
    public static Optional<RoomPosting> ofWord(String word) {
        for (RoomPosting posting : values()) {
            if (posting.word().equals(word)) {
                return Optional.of(posting);
            }
        }
        return Optional.empty();
    }
}
