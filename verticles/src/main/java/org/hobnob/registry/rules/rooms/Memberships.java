package org.hobnob.registry.rules.rooms;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;

/** Who is in which rooms, in memory, in the order of joining: a hint that saves a search in the store. Not thread-safe. */
public final class Memberships {
    private final Map<UserName, Set<RoomName>> rooms = new HashMap<>();

    public void joined(UserName user, RoomName room) {
        rooms.computeIfAbsent(user, absent -> new LinkedHashSet<>()).add(room);
    }

    public void left(UserName user, RoomName room) {
        Set<RoomName> own = rooms.get(user);
        if (own != null && own.remove(room) && own.isEmpty()) {
            rooms.remove(user);
        }
    }

    /** Replaces everything by these rooms. */
    public void reload(Collection<Room> all) {
        rooms.clear();
        all.forEach(room -> room.users().forEach(user -> joined(user, room.name())));
    }

    /** The user's rooms, in the order of joining. */
    public List<RoomName> of(UserName user) {
        return List.copyOf(rooms.getOrDefault(user, Set.of()));
    }
}
