package org.hobnob.registry.rooms;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.event.RoomEvent;
import org.hobnob.registry.rules.rooms.AdminRules;
import org.hobnob.registry.rules.rooms.Room;
import org.hobnob.registry.rules.rooms.RoomLimits;
import org.hobnob.registry.rules.rooms.RoomRules;

/** What administrators do with rooms (BUS.md 4.2). Whoever asks has been found to be one. */
final class RoomAdmin {
    private final RoomChanges changes;
    private final UserPlaces places;
    private final StandingRooms standing;
    private final Supplier<RoomLimits> limits;

    RoomAdmin(RoomChanges changes, UserPlaces places, StandingRooms standing, Supplier<RoomLimits> limits) {
        this.changes = changes;
        this.places = places;
        this.standing = standing;
        this.limits = limits;
    }

    Map<String, Function<JsonObject, Future<JsonObject>>> actions() {
        return Map.of(
                "close", this::close,
                "own", this::own,
                "limit", this::limit,
                "remove", this::remove,
                "forget", this::forget);
    }

    /** Every member is told, as of a kick, and by none of them that others are still there. */
    private Future<JsonObject> close(JsonObject json) {
        return changes.change(Json.room(json), room -> Optional.empty()).map(closed -> {
            UserName by = by(json, closed);
            closed.users().forEach(member -> places.tellClosed(member, by, closed));
            return new JsonObject().put("room", closed.name().shown());
        });
    }

    /** Peers are told a name: that of the administrator, where it is an account's, else the host's. */
    private static UserName by(JsonObject json, Room room) {
        return Json.optional(json, "by", Optional::of).flatMap(UserName::of).orElse(room.host());
    }

    private Future<JsonObject> own(JsonObject json) {
        UserName member = Json.user(json);
        return changes.change(Json.room(json), room -> Optional.of(AdminRules.owned(room, member)))
                .map(room -> changed(room, room.host()));
    }

    private Future<JsonObject> limit(JsonObject json) {
        int capacity = Json.integer(json, "capacity");
        return changes.change(Json.room(json), room -> Optional.of(AdminRules.limited(room, capacity, limits.get())))
                .map(room -> changed(room, room.host()));
    }

    private JsonObject changed(Room room, UserName about) {
        return places.tellChangedFor(about, room);
    }

    private Future<JsonObject> remove(JsonObject json) {
        UserName member = Json.required(json, "member", UserName::of);
        return changes.change(Json.room(json), room -> RoomRules.left(room, member))
                .map(left -> {
                    places.tellKicked(member, by(json, left), left);
                    return new JsonObject();
                });
    }

    /** Gives up all places of a user, those that outlast logins too, and all standing rooms. */
    private Future<JsonObject> forget(JsonObject json) {
        UserName user = Json.user(json);
        return places.of(user)
                .compose((List<Room> rooms) -> places.leave(user, RoomEvent.LEFT, rooms))
                .compose(done -> standing.of(user))
                .compose(rooms -> Future.all(
                        rooms.stream().map(room -> disown(room.name(), user)).toList()))
                .map(new JsonObject());
    }

    private Future<Void> disown(RoomName name, UserName host) {
        return changes.change(name, room -> AdminRules.disowned(room, host))
                .onSuccess(now -> {
                    if (!now.users().isEmpty()) {
                        places.tellChangedFor(now.host(), now);
                    }
                })
                .mapEmpty();
    }
}
