package org.hobnob.registry.rooms;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.RoomSettings;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.Ports;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.registry.rules.rooms.Room;
import org.hobnob.registry.rules.rooms.RoomMaking;
import org.hobnob.registry.store.Rooms;

/** Makes rooms, within the limits. */
final class RoomMaker {
    /**
     * The room that a user wants.
     *
     * @param capacity 0 for the largest
     * @param port UDP port on which original peers expect the room; 0 if its creator gave none
     * @param standing whether the room is to be a standing one
     */
    record Wish(
            RoomName name,
            RoomKind kind,
            Title title,
            int capacity,
            int port,
            Optional<PasswordHash> password,
            boolean standing) {
        static Wish of(JsonObject json) {
            return new Wish(
                    Json.room(json),
                    Json.kind(json),
                    Json.title(json),
                    Json.within(json, "capacity", 0, Integer.MAX_VALUE),
                    Json.valid(() -> Ports.require(Json.integer(json, "port"))),
                    Json.optional(json, "password", PasswordHash::of),
                    Json.flag(json, "standing", false));
        }
    }

    private final RoomsVerticle.Parts parts;
    private final Rooms rooms;
    private final SessionCheck sessions;
    private final RoomChanges changes;
    private final RoomAdmission admission;
    private final StandingRooms standingRooms;
    private final RoomMaking making;

    RoomMaker(
            RoomsVerticle.Parts parts,
            SessionCheck sessions,
            RoomChanges changes,
            RoomAdmission admission,
            StandingRooms standingRooms) {
        this.parts = parts;
        this.sessions = sessions;
        this.changes = changes;
        this.admission = admission;
        this.standingRooms = standingRooms;
        rooms = parts.store().rooms();
        making = new RoomMaking(
                parts.limits().get().making(), parts.memberships().known(), parts.spared());
    }

    /** Makes the room with the asker as its host, and charges for it. The caller announces it at once. */
    Future<Room> make(Wish wish, RoomsVerticle.Asker asker) {
        making.setLimits(parts.limits().get().making());
        making.requireRoom(asker.address());
        Future<Void> allowed =
                wish.standing() ? standingRooms.requireOne(asker.user(), wish.name()) : Future.succeededFuture();
        return allowed.compose(done -> rooms.find(wish.name()))
                .compose(found -> found.isPresent() ? roomExists() : hash(wish, asker))
                .compose(phc -> insert(wish, asker, phc));
    }

    /** Hashes the password, if there is one. */
    private Future<Optional<String>> hash(Wish wish, RoomsVerticle.Asker asker) {
        making.charge(asker.user(), asker.address(), parts.nanoTime().getAsLong());
        return wish.password()
                .map(plain -> admission.hash(plain, asker.ofHash()).map(Optional::of))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    private Future<Room> insert(Wish wish, RoomsVerticle.Asker asker, Optional<String> phc) {
        sessions.requireLease();
        int capacity = parts.limits().get().capacity(wish.capacity());
        // Where a hosted user makes the room, that machine reads it from the start, and everybody is told so.
        boolean isHosted = asker.isHosted() && wish.kind() == RoomKind.SEALED;
        RoomSettings settings = RoomSettings.DEFAULT.with(
                Optional.of(wish.standing()), Optional.empty(), Optional.empty(), Optional.of(isHosted));
        Room room = Room.create(
                        wish.name(), wish.kind(), wish.title(), capacity, phc, wish.port(), asker.place(), settings)
                .completed(parts::newGroup, parts::newInstance);
        return changes.insert(room).compose(created -> {
            if (!created) {
                return roomExists();
            }
            making.made(room.name(), asker.address());
            return Future.succeededFuture(room);
        });
    }

    private static <T> Future<T> roomExists() {
        return Future.failedFuture(new RefusalException(Reason.ROOM_EXISTS));
    }
}
