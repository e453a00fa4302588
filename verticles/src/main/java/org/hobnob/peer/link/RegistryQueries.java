package org.hobnob.peer.link;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.Detail;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;

/** The bus actions that are passed to the registry unchanged, with the request that each stands for (BUS.md 6.1). */
final class RegistryQueries {
    static final Map<String, Function<JsonObject, Request>> TABLE = Map.of(
            "search", json -> new Request.SearchUser(Json.user(json)),
            "peers", json -> new Request.ListPeers(detail(json), Json.optional(json, "after", UserName::of)),
            "rooms", json -> new Request.ListRooms(detail(json), Json.optional(json, "after", RoomName::of)),
            "members", json -> new Request.ListRoomPeers(Json.room(json), Json.optional(json, "after", UserName::of)),
            "sessions", json -> new Request.ListSessions(),
            "create", RegistryQueries::create,
            "kick", json -> new Request.KickMember(Json.user(json), Json.room(json)),
            "join",
                    json -> new Request.JoinRoom(
                            Json.room(json), Json.optional(json, "password", PasswordHash::of), Optional.empty()));

    private RegistryQueries() {}

    private static Request create(JsonObject json) {
        return Json.valid(() -> new Request.CreateRoom(
                Json.room(json),
                Json.optional(json, "password", PasswordHash::of),
                Json.integer(json, "capacity", 0),
                Json.title(json),
                Json.optional(json, "kind", RoomKind::ofWord).orElse(RoomKind.SEALED),
                Optional.empty()));
    }

    private static Detail detail(JsonObject json) {
        return Json.flag(json, "detailed", true) ? Detail.DETAILED : Detail.PARTIAL;
    }
}
