package org.hobnob.peer.console.text;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.hobnob.protocol.message.value.RoomKind;

/** A room's kind in words; what is not known to be sealed counts as open. */
public final class KindWording {
    private KindWording() {}

    /** For lists. */
    public static String brief(JsonObject room) {
        return isSealed(room) ? "sealed" : "open: anyone can read and forge it";
    }

    /** For whoever enters. */
    public static String full(JsonObject room) {
        return isSealed(room) ? "sealed" : "open: anyone on the network can read and forge it";
    }

    /** What the kind means to whoever chooses one. */
    public static String meaning(RoomKind kind) {
        return switch (kind) {
            case SEALED -> "sealed  only members can read it; original clients cannot enter";
            case OPEN -> "open    anyone on the network can read and forge it; original clients can enter";
        };
    }

    /** The kind that a person typed, or its first letter; empty where it is none. */
    public static Optional<RoomKind> typed(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        return Stream.of(RoomKind.values())
                .filter(kind ->
                        word.equals(kind.word()) || word.equals(kind.word().substring(0, 1)))
                .findFirst();
    }

    private static boolean isSealed(JsonObject room) {
        return RoomKind.SEALED.word().equals(room.getString("kind"));
    }
}
