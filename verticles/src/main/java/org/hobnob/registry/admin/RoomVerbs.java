package org.hobnob.registry.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Verbs about rooms. */
final class RoomVerbs {
    private final Services services;

    RoomVerbs(Services services) {
        this.services = services;
    }

    Map<String, Handler> handlers() {
        return Map.of("room list", this::list);
    }

    private Future<JsonObject> list(Asked asked) {
        return services.rooms("list", Services.page(asked))
                .map(page -> Services.rows(
                        page,
                        "rooms",
                        "room",
                        room -> new JsonObject()
                                .put("room", room.getString("room"))
                                .put("kind", room.getString("kind"))
                                .put("host", room.getString("host"))
                                .put("members", room.getJsonArray("members").size())
                                .put("capacity", room.getInteger("capacity"))
                                .put("locked", room.getBoolean("locked"))
                                .put("standing", room.getBoolean("standing"))
                                .put("title", room.getString("title"))));
    }
}
