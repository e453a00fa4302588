package org.hobnob.registry.rules.rooms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;

/**
 * A room as the registry keeps it. Every change gives a new value with the next version, so that a store can
 * compare-and-set.
 *
 * @param name as first written
 * @param kind who may be a member; never changes
 * @param title its description
 * @param capacity places in all
 * @param password the PHC string of its password; empty for none
 * @param port UDP port of its multicast group; 0 where its creator named none
 * @param host the member who keeps it
 * @param version counts the changes, from 1
 * @param members never empty, oldest first
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
        List<Place> members) {
    /**
     * A member's place.
     *
     * @param session the login that took it
     */
    public record Place(UserName user, SessionId session) {}

    /** @throws IllegalArgumentException where the room has no member, or a host who is none */
    public Room {
        members = List.copyOf(members);
        UserName keeper = host;
        if (members.stream().noneMatch(place -> place.user().equals(keeper))) {
            throw new IllegalArgumentException("the host is no member");
        }
    }

    /** A new room with its creator as host and only member. */
    public static Room create(
            RoomName name,
            RoomKind kind,
            Title title,
            int capacity,
            Optional<String> password,
            int port,
            Place creator) {
        return new Room(name, kind, title, capacity, password, port, creator.user(), 1, List.of(creator));
    }

    /** Whether the user has a place. */
    public boolean has(UserName user) {
        return place(user).isPresent();
    }

    /** The user's place. */
    public Optional<Place> place(UserName user) {
        return members.stream().filter(place -> place.user().equals(user)).findFirst();
    }

    /** Whether no place is left. */
    public boolean isFull() {
        return members.size() >= capacity;
    }

    /**
     * The room with one member more.
     *
     * @throws IllegalStateException where it is full or has the user already; ask first
     */
    public Room with(Place place) {
        if (isFull() || has(place.user())) {
            throw new IllegalStateException("no place for " + place.user());
        }
        List<Place> more = new ArrayList<>(members);
        more.add(place);
        return changed(host, more);
    }

    /** The room with the member's place held by a later login. */
    public Room renewed(Place place) {
        return changed(
                host,
                members.stream()
                        .map(old -> old.user().equals(place.user()) ? place : old)
                        .toList());
    }

    /** The room without the user; its oldest remaining member is host where the host went. Empty with the last one. */
    public Optional<Room> without(UserName user) {
        List<Place> rest =
                members.stream().filter(place -> !place.user().equals(user)).toList();
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(changed(host.equals(user) ? rest.get(0).user() : host, rest));
    }

    private Room changed(UserName newHost, List<Place> newMembers) {
        return new Room(name, kind, title, capacity, password, port, newHost, version + 1, newMembers);
    }

    /** The members' names, oldest first. */
    public List<UserName> users() {
        return members.stream().map(Place::user).toList();
    }

    /** What members are told of the room. */
    public RoomState state() {
        return new RoomState(name, host, version, port, capacity, kind);
    }

    @Override
    public String toString() {
        return "Room[" + name + " v" + version + ", " + members.size() + "/" + capacity + ", host " + host + "]";
    }
}
