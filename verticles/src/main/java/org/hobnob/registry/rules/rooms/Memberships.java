package org.hobnob.registry.rules.rooms;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;

/**
 * Who is in which rooms, in memory: a hint that saves a search in the store. News may come late or in another order, so
 * older ones of a room are ignored by their version. Thread-safe.
 */
public final class Memberships {
    /**
     * A room and who is in it.
     *
     * @param members oldest first
     */
    public record Roster(RoomState state, List<UserName> members) {
        public Roster {
            members = List.copyOf(members);
        }

        RoomName name() {
            return state.room();
        }
    }

    /**
     * A room as it was told last.
     *
     * @param note counts what was recorded; the number of this record
     */
    private record Known(long version, Optional<RoomInstance> instance, Set<UserName> members, long note) {}

    private final TreeMap<RoomName, Known> rooms = new TreeMap<>();
    /** The users' rooms, in the order of joining. */
    private final TreeMap<UserName, Set<RoomName>> byUser = new TreeMap<>();

    private long notes;

    /** Records news: a room had these members at this version. Without any it is gone, unless it is a standing one. */
    public synchronized void note(RoomState state, List<UserName> members) {
        Known known = rooms.get(state.room());
        boolean isLate = known != null && known.instance.equals(state.instance()) && known.version > state.version();
        if (!isLate) {
            put(state.room(), state.version(), state.instance(), members);
            if (members.isEmpty() && !state.settings().standing()) {
                rooms.remove(state.room());
            }
        }
    }

    /** Returns a mark for {@link #correct}. Call it before the store is read. */
    public synchronized long mark() {
        return notes;
    }

    /**
     * Replaces what is known of a range of rooms by what was read of them. What was recorded during the read may be newer,
     * and stays.
     *
     * @param after the name behind which the range begins; empty for the first room
     * @param last the last name of the range; empty if it goes to the last room
     * @param found all rooms of the range
     * @param mark the {@link #mark} taken before the store was asked
     */
    public synchronized void correct(Optional<RoomName> after, Optional<RoomName> last, List<Roster> found, long mark) {
        Set<RoomName> present = found.stream().map(Roster::name).collect(Collectors.toSet());
        NavigableMap<RoomName, Known> range =
                after.map(name -> rooms.tailMap(name, false)).orElse(rooms);
        range = last.isPresent() ? range.headMap(last.get(), true) : range;
        List<RoomName> gone = range.entrySet().stream()
                .filter(room -> room.getValue().note <= mark && !present.contains(room.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        gone.forEach(this::remove);
        found.stream().filter(room -> !isNotedSince(room.name(), mark)).forEach(room -> {
            RoomState state = room.state();
            put(room.name(), state.version(), state.instance(), room.members());
        });
    }

    private boolean isNotedSince(RoomName name, long mark) {
        return rooms.containsKey(name) && rooms.get(name).note > mark;
    }

    private void put(RoomName name, long version, Optional<RoomInstance> instance, List<UserName> members) {
        notes++;
        Set<UserName> before = rooms.containsKey(name) ? rooms.get(name).members : Set.of();
        Set<UserName> now = Set.copyOf(members);
        before.stream().filter(user -> !now.contains(user)).forEach(user -> leave(user, name));
        members.forEach(user ->
                byUser.computeIfAbsent(user, absent -> new LinkedHashSet<>()).add(name));
        rooms.put(name, new Known(version, instance, now, notes));
    }

    private void remove(RoomName name) {
        rooms.remove(name).members.forEach(user -> leave(user, name));
    }

    private void leave(UserName user, RoomName name) {
        Set<RoomName> own = byUser.get(user);
        own.remove(name);
        if (own.isEmpty()) {
            byUser.remove(user);
        }
    }

    /** The user's rooms, in the order of joining. */
    public synchronized List<RoomName> of(UserName user) {
        return List.copyOf(byUser.getOrDefault(user, Set.of()));
    }

    /**
     * The users who are in rooms, by name.
     *
     * @param after the name behind which the list begins; empty for the beginning
     * @param limit the most users to return
     */
    public synchronized List<UserName> users(Optional<UserName> after, int limit) {
        return after.map(name -> byUser.tailMap(name, false)).orElse(byUser).keySet().stream()
                .limit(limit)
                .toList();
    }

    /** Whether there is such a room, as far as is known. */
    public synchronized boolean has(RoomName name) {
        return rooms.containsKey(name);
    }

    /** How many rooms there are, as far as is known. */
    public synchronized int size() {
        return rooms.size();
    }
}
