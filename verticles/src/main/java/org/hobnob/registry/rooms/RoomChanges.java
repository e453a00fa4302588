package org.hobnob.registry.rooms;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hobnob.bus.InOrder;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.registry.rules.rooms.Room;
import org.hobnob.registry.store.RoomDocuments;

/** Finds rooms in the store and changes them by compare-and-set. Changes of the same room run one at a time. */
final class RoomChanges {
    private static final int TRIES = 64;

    private final RoomDocuments rooms;
    private final BooleanSupplier mayChange;
    private final Supplier<GroupAddress> newGroup;
    private final Supplier<RoomInstance> newInstance;
    private final Runnable doubt;
    private final InOrder<RoomName> inOrder = new InOrder<>();
    private final LostInstances instances = new LostInstances();

    /**
     * @param mayChange checked before each write
     * @param newGroup supplies a group for a room that an older version of the registry created without one
     * @param newInstance supplies an instance for such a room
     * @param doubt called when it is unknown whether the store has made a change
     */
    RoomChanges(
            RoomDocuments rooms,
            BooleanSupplier mayChange,
            Supplier<GroupAddress> newGroup,
            Supplier<RoomInstance> newInstance,
            Runnable doubt) {
        this.doubt = doubt;
        this.rooms = rooms;
        this.mayChange = mayChange;
        this.newGroup = newGroup;
        this.newInstance = newInstance;
    }

    /** Finds a room; fails with {@code NO_SUCH_ROOM} if there is none. */
    Future<Room> find(RoomName name) {
        return rooms.find(name)
                .compose(found -> found.map(instances::restored)
                        .map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(new RefusalException(Reason.NO_SUCH_ROOM))));
    }

    /** Inserts a new room; completes with whether its name was free. */
    Future<Boolean> insert(Room room) {
        return rooms.insert(room).onFailure(cause -> doubt.run()).onSuccess(created -> {
            if (created) {
                instances.note(room);
            }
        });
    }

    /**
     * Changes a room by a rule. If the rule returns empty, the room is deleted; if it returns the same object, nothing is
     * written; if it throws, the future fails with that exception. The rule may run more than once.
     *
     * @return the room after the change, or its last state if it was deleted
     */
    Future<Room> change(RoomName name, Function<Room, Optional<Room>> rule) {
        return inOrder.run(name, () -> change(name, rule, TRIES));
    }

    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, means no change
    private Future<Room> change(RoomName name, Function<Room, Optional<Room>> rule, int tries) {
        if (tries == 0) {
            return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
        }
        return find(name).compose(room -> {
            Optional<Room> changed = rule.apply(room);
            if (changed.isPresent() && changed.get() == room) {
                return Future.succeededFuture(room);
            }
            if (!mayChange.getAsBoolean()) {
                return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
            }
            Optional<Room> next = changed.map(one -> one.completed(newGroup, newInstance));
            Future<Boolean> written = next.isPresent() ? rooms.replace(next.get()) : rooms.delete(room);
            return written.onFailure(cause -> doubt.run()).compose(done -> {
                if (done) {
                    next.ifPresent(instances::note);
                }
                return done ? Future.succeededFuture(next.orElse(room)) : change(name, rule, tries - 1);
            });
        });
    }
}
