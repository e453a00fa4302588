package org.hobnob.registry.event;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.presence.NewsStamp;

/**
 * The news of a {@link RoomEvent}, as JSON (BUS.md 5.2).
 *
 * @param user the user whom the event is about
 * @param state the room's state after the event
 * @param members the room's members after the event, oldest first
 * @param by the host who removed the user; or the member who invited the user; in whose name an
 *     administrator changed the room; empty for any other event
 */
public record RoomNews(UserName user, RoomState state, List<UserName> members, Optional<UserName> by) {
    public RoomNews {
        members = List.copyOf(members);
    }

    public JsonObject toJson() {
        JsonObject json = Json.of(state).put("user", user.shown()).put("members", Json.array(members, UserName::shown));
        by.ifPresent(host -> json.put("by", host.shown()));
        return json;
    }

    /** The same as this registry publishes them to all. */
    public JsonObject toJson(NewsStamp stamp) {
        return toJson().put("node", stamp.node()).put("number", stamp.number());
    }

    /** Who published the news; empty if it is a registry of before, which does not number them. */
    public static Optional<NewsStamp> stamp(JsonObject json) {
        return json.containsKey("number")
                ? Optional.of(new NewsStamp(Json.text(json, "node"), Json.number(json, "number")))
                : Optional.empty();
    }

    public static RoomNews of(JsonObject json) {
        return new RoomNews(
                Json.user(json),
                Json.roomState(json),
                Json.list(json, "members", UserName::of),
                Json.optional(json, "by", UserName::of));
    }
}
