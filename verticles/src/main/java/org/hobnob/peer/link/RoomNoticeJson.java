package org.hobnob.peer.link;

import io.vertx.core.json.JsonObject;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.value.UserName;

/** Converts a room notice to JSON for the peer's bus: {@code event}, {@code user} and the room's state (BUS.md 6). */
final class RoomNoticeJson {
    private RoomNoticeJson() {}

    /** @throws IllegalArgumentException if the notice does not concern a room */
    static JsonObject of(Notice notice) {
        if (notice instanceof Notice.UserJoined joined) {
            return json("joined", joined.user(), joined.state());
        }
        if (notice instanceof Notice.UserLeft left) {
            return json("left", left.user(), left.state());
        }
        if (notice instanceof Notice.UserLoggedOut out) {
            return json("logged-out", out.user(), out.state());
        }
        if (notice instanceof Notice.UserKicked kicked) {
            return json("kicked", kicked.user(), kicked.state())
                    .put("by", kicked.by().shown());
        }
        if (notice instanceof Notice.UserAbsent absent) {
            return json("absent", absent.user(), absent.state());
        }
        if (notice instanceof Notice.UserBack back) {
            return json("back", back.user(), back.state());
        }
        if (notice instanceof Notice.RoomChanged changed) {
            return json("changed", changed.by(), changed.state());
        }
        throw new IllegalArgumentException("the notice does not concern a room: " + notice.getClass());
    }

    private static JsonObject json(String event, UserName user, RoomState state) {
        return Json.of(state).put("event", event).put("user", user.shown());
    }
}
