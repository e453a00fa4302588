package org.hobnob.registry.rooms;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.registry.rules.rooms.Room;
import org.hobnob.registry.store.RoomDocuments;

/** Finds rooms in the store and changes them by compare-and-set, those of one name one after the other. */
final class RoomChanges {
    private static final int TRIES = 64;

    private final RoomDocuments rooms;
    private final BooleanSupplier mayChange;
    private final InOrder<RoomName> inOrder = new InOrder<>();

    /** @param mayChange asked before each write */
    RoomChanges(RoomDocuments rooms, BooleanSupplier mayChange) {
        this.rooms = rooms;
        this.mayChange = mayChange;
    }

    /** Fails with {@code NO_SUCH_ROOM} where there is none. */
    Future<Room> find(RoomName name) {
        return rooms.find(name)
                .compose(found -> found.map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(new RefusalException(Reason.NO_SUCH_ROOM))));
    }

    /**
     * Changes a room by the rule; empty deletes it, the same value leaves it, and what the rule throws is the outcome. The
     * rule may run more than once.
     *
     * @return the room as it is then: where it was deleted, as it was last
     */
    Future<Room> change(RoomName name, Function<Room, Optional<Room>> rule) {
        return inOrder.run(name, () -> change(name, rule, TRIES));
    }

    private Future<Room> change(RoomName name, Function<Room, Optional<Room>> rule, int tries) {
        if (tries == 0) {
            return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
        }
        return find(name).compose(room -> {
            Optional<Room> next = rule.apply(room);
            if (next.isPresent() && next.get() == room) {
                return Future.succeededFuture(room);
            }
            if (!mayChange.getAsBoolean()) {
                return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
            }
            Future<Boolean> written = next.isPresent() ? rooms.replace(next.get()) : rooms.delete(room);
            return written.compose(done -> {
                return done ? Future.succeededFuture(next.orElse(room)) : change(name, rule, tries - 1);
            });
        });
    }
}
