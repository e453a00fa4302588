package org.hobnob.registry.rooms;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.rooms.Room;
import org.hobnob.registry.rules.rooms.RoomLimits;
import org.hobnob.registry.store.Rooms;

/** Finds the standing rooms of users, and says who may have one more (SPEC 4.11). */
final class StandingRooms {
    /** More than anybody is let host: limits may have been lowered since. */
    private static final int MOST = 10_000;

    private final Rooms rooms;
    private final Supplier<RoomLimits> limits;

    StandingRooms(Rooms rooms, Supplier<RoomLimits> limits) {
        this.rooms = rooms;
        this.limits = limits;
    }

    /**
     * Fails with {@code NOT_ALLOWED} or {@code TOO_MANY_ROOMS} if the user may not make this room a standing one. Such a room
     * needs no member, so the limit of places does not bound how many of them a user makes.
     */
    Future<Void> requireOne(UserName asker, RoomName name) {
        if (!limits.get().standing()) {
            return Future.failedFuture(new RefusalException(Reason.NOT_ALLOWED));
        }
        return requireSpace(asker, name);
    }

    /** Fails with {@code TOO_MANY_ROOMS} if the user may not be first host of this standing room, too. */
    Future<Void> requireSpace(UserName host, RoomName name) {
        return hasSpace(host, name)
                .compose(hasSpace -> hasSpace
                        ? Future.succeededFuture()
                        : Future.failedFuture(new RefusalException(Reason.TOO_MANY_ROOMS)));
    }

    /** The standing rooms of which the user is first host. */
    Future<List<Room>> of(UserName host) {
        return rooms.standing(host, MOST);
    }

    /** Whether the user may be first host of this standing room besides those there are. */
    Future<Boolean> hasSpace(UserName host, RoomName name) {
        int most = limits.get().roomsPerUser();
        return rooms.standing(host, most + 1)
                .map(found ->
                        found.stream().filter(room -> !room.name().equals(name)).count() < most);
    }
}
