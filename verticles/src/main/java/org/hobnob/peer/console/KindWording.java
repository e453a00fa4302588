package org.hobnob.peer.console;

import io.vertx.core.json.JsonObject;
import org.hobnob.protocol.message.RoomKind;

/** A room's kind in words; what is not known to be sealed counts as open. */
final class KindWording {
    private KindWording() {}

    /** For lists. */
    static String brief(JsonObject room) {
        return isSealed(room) ? "sealed" : "open: anyone can read and forge it";
    }

    /** For whoever enters. */
    static String full(JsonObject room) {
        return isSealed(room) ? "sealed" : "open: anyone on the network can read and forge it";
    }

    private static boolean isSealed(JsonObject room) {
        return RoomKind.SEALED.word().equals(room.getString("kind"));
    }
}
