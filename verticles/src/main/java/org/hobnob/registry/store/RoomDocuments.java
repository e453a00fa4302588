package org.hobnob.registry.store;

import io.vertx.core.Future;
import java.util.Optional;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.registry.rules.rooms.Room;

/** Finds rooms and changes them by compare-and-set. */
public interface RoomDocuments {
    Future<Optional<Room>> find(RoomName name);

    /**
     * Inserts a new room.
     *
     * @return false if the name is taken
     */
    Future<Boolean> insert(Room room);

    /**
     * Stores the room if the stored one has the version before it.
     *
     * @return whether it had
     */
    Future<Boolean> replace(Room room);

    /**
     * Deletes the room if the stored one has the same version.
     *
     * @return whether it had
     */
    Future<Boolean> delete(Room room);
}
