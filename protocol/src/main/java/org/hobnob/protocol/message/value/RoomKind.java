package org.hobnob.protocol.message.value;

import java.util.Locale;
import java.util.Optional;

/** What a room lets the network see; fixed when the room is made (SPEC 4.4). */
public enum RoomKind {
    /** For Hobnob's peers alone: nothing of it ever travels as an open datagram. */
    SEALED,
    /** For original peers too: anyone on the network can read and forge what is said. */
    OPEN;

    /** Lower case, as the wire, the bus and the store spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind that the word spells, or empty where there is none or the word is null. */
    public static Optional<RoomKind> ofWord(String word) {
        for (RoomKind kind : values()) {
            if (kind.word().equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** Whether users who speak the dialect may be members. */
    public boolean admits(DialectName dialect) {
        return this == OPEN || dialect == DialectName.NATIVE;
    }
}
