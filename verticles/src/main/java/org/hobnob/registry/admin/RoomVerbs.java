package org.hobnob.registry.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.RoomName;

/** Verbs about rooms. */
final class RoomVerbs {
    private final Services services;
    private final Telling telling;

    RoomVerbs(Services services, Telling telling) {
        this.services = services;
        this.telling = telling;
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "room list", this::list,
                "room show", this::show,
                "room close", this::close,
                "room owner", this::owner,
                "room limit", this::limit);
    }

    private Future<JsonObject> list(Asked asked) {
        return services.rooms("list", Services.page(asked))
                .map(page -> Services.rows(
                        page,
                        "rooms",
                        "room",
                        room -> shown(room)
                                .put("members", room.getJsonArray("members").size())));
    }

    private static JsonObject shown(JsonObject room) {
        JsonObject shown = new JsonObject();
        for (String field : List.of("room", "kind", "host", "capacity", "locked", "standing", "title")) {
            shown.put(field, room.getValue(field));
        }
        return shown;
    }

    private static JsonObject named(Asked asked) {
        String typed = asked.text("room");
        RoomName room = RoomName.of(typed.startsWith("#") ? typed.substring(1) : typed)
                .orElseThrow(() -> new RefusalException(Reason.NO_SUCH_ROOM));
        return new JsonObject().put("room", room.shown());
    }

    private Future<JsonObject> show(Asked asked) {
        return services.rooms("members", named(asked))
                .map(room -> shown(room)
                        .put("hosts", room.getJsonArray("hosts"))
                        .put("topic", room.getString("topic"))
                        .put("post", room.getString("post"))
                        .put("history", room.getString("history"))
                        .put("hosted", room.getBoolean("hosted"))
                        .put("group", room.getString("group"))
                        .put("members", room.getJsonArray("members")));
    }

    /** Its members are told why once it is closed: a close that fails is not announced. */
    private Future<JsonObject> close(Asked asked) {
        JsonObject room = named(asked);
        String why = asked.optional("reason").map(text -> ": " + text).orElse("");
        return services.rooms("members", room)
                .compose(found -> services.rooms("close", room.put("by", asked.by()))
                        .onSuccess(closed -> telling.users(
                                found.getJsonArray("members"),
                                "The room " + found.getString("room") + " was closed" + why,
                                asked.by())));
    }

    private Future<JsonObject> owner(Asked asked) {
        return services.rooms(
                "own", named(asked).put("user", UserVerbs.user(asked).shown()));
    }

    private Future<JsonObject> limit(Asked asked) {
        return services.rooms("limit", named(asked).put("capacity", asked.number("number", 0)));
    }
}
