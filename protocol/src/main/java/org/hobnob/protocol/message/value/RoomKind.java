package org.hobnob.protocol.message.value;

import java.util.Locale;
import java.util.Optional;

/** What the network can see of a room; fixed when the room is created (SPEC 4.4). */
public enum RoomKind {
    /** For native peers only: nothing is ever sent as an open datagram. */
    SEALED,
    /** Open to original peers too: anyone on the network can read and forge the messages. */
    OPEN;

    /** Returns the word of the wire, the bus and the store, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the kind with this word, or empty if there is none or the word is null. */
    public static Optional<RoomKind> ofWord(String word) {
        for (RoomKind kind : values()) {
            if (kind.word().equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** Returns whether users of the dialect may be members. */
    public boolean admits(DialectName dialect) {
        return this == OPEN || dialect == DialectName.NATIVE;
    }
}
