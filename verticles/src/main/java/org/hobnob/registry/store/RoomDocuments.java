package org.hobnob.registry.store;

import io.vertx.core.Future;
import java.util.Optional;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.registry.rules.rooms.Room;

/** Rooms as they are found and changed one by one. */
public interface RoomDocuments {
    Future<Optional<Room>> find(RoomName name);

    /** Whether the room stood at the version before this one and is this one now. */
    Future<Boolean> replace(Room room);

    /** Whether the room stood at this version and is gone now. */
    Future<Boolean> delete(Room room);
}
