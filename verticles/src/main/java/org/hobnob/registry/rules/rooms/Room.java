package org.hobnob.registry.rules.rooms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;

/**
 * A room as the registry stores it. Every change returns a new value with the next version, so that the store can compare
 * and set.
 *
 * @param name the name as it was first written
 * @param kind which dialects may take part; never changes
 * @param title the description
 * @param capacity the most members
 * @param password the PHC string of the password; empty if there is none
 * @param port UDP port on which original peers expect the room; 0 if its creator gave none
 * @param host the member who may kick others
 * @param version counts the changes, from 1
 * @param members the members, oldest first; never empty
 * @param group the multicast group of native members; empty in a room that an older version of the registry created
 */
public record Room(
        RoomName name,
        RoomKind kind,
        Title title,
        int capacity,
        Optional<String> password,
        int port,
        UserName host,
        long version,
        List<Place> members,
        Optional<GroupAddress> group) {
    /**
     * A member's place in the room.
     *
     * @param session the login that took it
     */
    public record Place(UserName user, SessionId session) {}

    /** @throws IllegalArgumentException if the room has no members or its host is not a member */
    public Room {
        members = List.copyOf(members);
        UserName keeper = host;
        if (members.stream().noneMatch(place -> place.user().equals(keeper))) {
            throw new IllegalArgumentException("the host is not a member");
        }
    }

    /** A new room whose creator is its host and only member, without a group. */
    public static Room create(
            RoomName name,
            RoomKind kind,
            Title title,
            int capacity,
            Optional<String> password,
            int port,
            Place creator) {
        return new Room(
                name, kind, title, capacity, password, port, creator.user(), 1, List.of(creator), Optional.empty());
    }

    /** The room with a new group if it has none, else the room itself. */
    public Room withGroup(Supplier<GroupAddress> newGroup) {
        return group.isPresent()
                ? this
                : new Room(
                        name,
                        kind,
                        title,
                        capacity,
                        password,
                        port,
                        host,
                        version,
                        members,
                        Optional.of(newGroup.get()));
    }

    /** Whether the user holds a place. */
    public boolean has(UserName user) {
        return place(user).isPresent();
    }

    /** The user's place; empty if there is none. */
    public Optional<Place> place(UserName user) {
        return members.stream().filter(place -> place.user().equals(user)).findFirst();
    }

    /** Whether all places are taken. */
    public boolean isFull() {
        return members.size() >= capacity;
    }

    /**
     * The room with one more member.
     *
     * @throws IllegalStateException if the room is full or the user is a member already; check before
     */
    public Room with(Place place) {
        if (isFull() || has(place.user())) {
            throw new IllegalStateException("no place for " + place.user());
        }
        List<Place> more = new ArrayList<>(members);
        more.add(place);
        return changed(host, more);
    }

    /** The room with the member's place taken over by a later login. */
    public Room renewed(Place place) {
        return changed(
                host,
                members.stream()
                        .map(old -> old.user().equals(place.user()) ? place : old)
                        .toList());
    }

    /**
     * The room without the user; if the host left, the oldest remaining member becomes host. Empty if no member remains.
     */
    public Optional<Room> without(UserName user) {
        List<Place> rest =
                members.stream().filter(place -> !place.user().equals(user)).toList();
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(changed(host.equals(user) ? rest.get(0).user() : host, rest));
    }

    private Room changed(UserName newHost, List<Place> newMembers) {
        return new Room(name, kind, title, capacity, password, port, newHost, version + 1, newMembers, group);
    }

    /** The members' names, oldest first. */
    public List<UserName> users() {
        return members.stream().map(Place::user).toList();
    }

    /** The state that members are told. */
    public RoomState state() {
        return new RoomState(name, host, version, port, capacity, kind, group);
    }

    @Override
    public String toString() {
        return "Room[" + name + " v" + version + ", " + members.size() + "/" + capacity + ", host " + host + "]";
    }
}
