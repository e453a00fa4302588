package org.hobnob.peer.console.text;

import io.vertx.core.json.JsonObject;
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

    private static boolean isSealed(JsonObject room) {
        return RoomKind.SEALED.word().equals(room.getString("kind"));
    }
}
