package org.hobnob.registry.rooms;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.registry.rules.rooms.Room;

/**
 * Gives a room its instance back that an older version of the registry, which shares the store during an upgrade, has
 * dropped. Otherwise the room would seem to be another one to its members. Bounded; not thread-safe.
 */
final class LostInstances {
    private static final int MAX_ROOMS = 4_096;

    private record Seen(Room room, RoomInstance instance) {
        /** The group is drawn when a room is made, and older versions keep it. */
        boolean isOf(Room other) {
            return room.group().isPresent() && room.group().equals(other.group()) && room.port() == other.port();
        }
    }

    private final Map<RoomName, Seen> seen = new LinkedHashMap<>();

    /** Returns the room as it was found, or with the instance that it had when it was seen last. */
    Room restored(Room found) {
        Seen last = seen.remove(found.name());
        Room whole = found.instance().isEmpty() && last != null && last.isOf(found)
                ? found.completed(() -> found.group().orElseThrow(), last::instance)
                : found;
        note(whole);
        return whole;
    }

    /** Remembers the instance of a room that is in the store so. */
    void note(Room room) {
        room.instance().ifPresent(instance -> note(room, instance));
    }

    private void note(Room room, RoomInstance instance) {
        seen.remove(room.name());
        seen.put(room.name(), new Seen(room, instance));
        if (seen.size() > MAX_ROOMS) {
            seen.remove(seen.keySet().iterator().next());
        }
    }
}
