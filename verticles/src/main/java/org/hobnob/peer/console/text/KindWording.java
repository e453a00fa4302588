package org.hobnob.peer.console.text;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.hobnob.protocol.message.value.RoomKind;

/** Describes the kind of a room in words. A kind that is not known to be sealed counts as open. */
public final class KindWording {
    private KindWording() {}

    /** For lists. */
    public static String brief(JsonObject room) {
        return isSealed(room) ? "sealed" : "open: anyone can read and forge it";
    }

    /** For a user who enters the room. */
    public static String full(JsonObject room) {
        return isSealed(room) ? "sealed" : "open: anyone on the network can read and forge it";
    }

    /** Returns what the kind means, for a user who has to choose one. */
    public static String meaning(RoomKind kind) {
        return switch (kind) {
            case SEALED -> "sealed  only members can read it; original clients cannot enter";
            case OPEN -> "open    anyone on the network can read and forge it; original clients can enter";
        };
    }

    /** Parses a kind or its first letter; returns empty if the text is neither. */
    public static Optional<RoomKind> typed(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        return Stream.of(RoomKind.values())
                .filter(kind ->
                        word.equals(kind.word()) || word.equals(kind.word().substring(0, 1)))
                .findFirst();
    }

    /** Returns whether only members can read the room. */
    public static boolean isSealed(JsonObject room) {
        return RoomKind.SEALED.word().equals(room.getString("kind"));
    }
}
