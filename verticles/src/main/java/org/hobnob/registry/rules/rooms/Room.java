package org.hobnob.registry.rules.rooms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hobnob.protocol.message.directory.RoomSettings;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomInstance;
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
 * @param host the first host, who may remove others; need not be a member of a standing room
 * @param version counts the changes, from 1
 * @param members the members, oldest first; empty only in a standing room
 * @param group the multicast group of native members; empty in a room that an older version of the registry created
 * @param instance what tells the room from others of its name; empty in a room that an older version created
 * @param settings what the hosts have set; the further hosts are members
 * @param guests who is banned and who is invited
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
        Optional<GroupAddress> group,
        Optional<RoomInstance> instance,
        RoomSettings settings,
        RoomGuests guests) {
    /**
     * A member's place in the room.
     *
     * @param session the login that took it
     * @param key the public key of that login; empty if it has none or an older version of the registry stored the place
     */
    public record Place(UserName user, SessionId session, Optional<PublicKey> key) {
        /** A place of a login without a key. */
        public Place(UserName user, SessionId session) {
            this(user, session, Optional.empty());
        }
    }

    /** @throws IllegalArgumentException if the room is not a standing one and its host is not a member */
    public Room {
        members = List.copyOf(members);
        UserName keeper = host;
        if (!settings.standing()
                && members.stream().noneMatch(place -> place.user().equals(keeper))) {
            throw new IllegalArgumentException("the host is not a member");
        }
    }

    /** A new room whose creator is its host and only member, without a group and an instance. */
    public static Room create(
            RoomName name,
            RoomKind kind,
            Title title,
            int capacity,
            Optional<String> password,
            int port,
            Place creator) {
        return create(name, kind, title, capacity, password, port, creator, RoomSettings.DEFAULT);
    }

    /** A new room with these settings. */
    public static Room create(
            RoomName name,
            RoomKind kind,
            Title title,
            int capacity,
            Optional<String> password,
            int port,
            Place creator,
            RoomSettings settings) {
        return new Room(
                name,
                kind,
                title,
                capacity,
                password,
                port,
                creator.user(),
                1,
                List.of(creator),
                Optional.empty(),
                Optional.empty(),
                settings,
                RoomGuests.NONE);
    }

    /** The room with a new group and a new instance if it has none, else the room itself. */
    public Room completed(Supplier<GroupAddress> newGroup, Supplier<RoomInstance> newInstance) {
        return group.isPresent() && instance.isPresent()
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
                        group.or(() -> Optional.of(newGroup.get())),
                        instance.or(() -> Optional.of(newInstance.get())),
                        settings,
                        guests);
    }

    /** Whether the user holds a place. */
    public boolean has(UserName user) {
        return place(user).isPresent();
    }

    /** The user's place; empty if there is none. */
    public Optional<Place> place(UserName user) {
        return members.stream().filter(place -> place.user().equals(user)).findFirst();
    }

    /** Whether the user is a host. */
    public boolean isHost(UserName user) {
        return host.equals(user) || settings.hosts().contains(user);
    }

    /**
     * Whether the user's place is kept until the user leaves: that of a standing room, if it was taken by a login with a key.
     * Programs without one, such as original clients, do not know of places of earlier logins.
     */
    public boolean outlastsLogins(UserName user) {
        return settings.standing() && place(user).flatMap(Place::key).isPresent();
    }

    /** Whether all places are taken. */
    public boolean isFull() {
        return members.size() >= capacity;
    }

    /**
     * The room with one more member, who is no longer invited.
     *
     * @throws IllegalStateException if the room is full or the user is a member already; check before
     */
    public Room with(Place place) {
        if (isFull() || has(place.user())) {
            throw new IllegalStateException("no place for " + place.user());
        }
        List<Place> more = new ArrayList<>(members);
        more.add(place);
        return changed(host, more, settings, guests.admitting(place.user()));
    }

    /** The room with the member's place taken over by a later login. */
    public Room renewed(Place place) {
        return changed(
                host,
                members.stream()
                        .map(old -> old.user().equals(place.user()) ? place : old)
                        .toList(),
                settings,
                guests);
    }

    /**
     * The room without the user, who is no host any more. If the only host left, the oldest remaining member becomes host,
     * except in a standing room, where the host keeps the role. Empty if no member remains and the room is not a standing
     * one.
     */
    public Optional<Room> without(UserName user) {
        List<Place> rest =
                members.stream().filter(place -> !place.user().equals(user)).toList();
        if (rest.isEmpty() && !settings.standing()) {
            return Optional.empty();
        }
        Room left = withoutHost(user);
        boolean isHandedOver = left.host.equals(user) && !settings.standing();
        return Optional.of(changed(isHandedOver ? rest.get(0).user() : left.host, rest, left.settings, guests));
    }

    /** Who becomes the first host of the standing room when the user is none any more; empty if nobody does. */
    public Optional<UserName> heirOfStanding(UserName user) {
        return settings.standing() && host.equals(user)
                ? settings.hosts().stream().findFirst().filter(this::has)
                : Optional.empty();
    }

    /** The room that another one inherits when its first host leaves, and that is no standing one any more. */
    public Room passedOn(UserName user) {
        List<Place> rest =
                members.stream().filter(place -> !place.user().equals(user)).toList();
        Room left = withoutHost(user);
        return changed(
                left.host,
                rest,
                left.settings.with(Optional.of(false), Optional.empty(), Optional.empty(), Optional.empty()),
                guests);
    }

    /** The room where the user is no host any more; the only host stays. */
    public Room withoutHost(UserName user) {
        List<UserName> others =
                settings.hosts().stream().filter(other -> !other.equals(user)).toList();
        if (!host.equals(user) || others.isEmpty()) {
            return changed(host, members, settings.withHosts(others), guests);
        }
        return changed(others.get(0), members, settings.withHosts(others.subList(1, others.size())), guests);
    }

    /** The room with this member as its first host; who was it is a further one, if a member. */
    public Room hostedBy(UserName member) {
        List<UserName> others = Stream.concat(Stream.of(host), settings.hosts().stream())
                .filter(other -> !other.equals(member) && has(other))
                .limit(RoomSettings.MAX_MORE_HOSTS)
                .toList();
        return changed(place(member).orElseThrow().user(), members, settings.withHosts(others), guests);
    }

    /** The room with another number of places; those who are members stay. */
    public Room withCapacity(int places) {
        return new Room(
                name,
                kind,
                title,
                places,
                password,
                port,
                host,
                version + 1,
                members,
                group,
                instance,
                settings,
                guests);
    }

    /** The room with this user banned, who then is neither a member nor invited; the host stays. */
    public Room banning(UserName user) {
        List<Place> rest =
                members.stream().filter(place -> !place.user().equals(user)).toList();
        Room left = withoutHost(user);
        return changed(left.host, rest, left.settings, guests.banning(user));
    }

    /**
     * The room with these settings.
     *
     * @throws IllegalArgumentException if it would not be a standing room any more and its host is not a member
     */
    public Room with(RoomSettings newSettings) {
        return changed(host, members, newSettings, guests);
    }

    /** The room with these bans and invitations. */
    public Room with(RoomGuests newGuests) {
        return changed(host, members, settings, newGuests);
    }

    private Room changed(UserName newHost, List<Place> newMembers, RoomSettings newSettings, RoomGuests newGuests) {
        return new Room(
                name,
                kind,
                title,
                capacity,
                password,
                port,
                newHost,
                version + 1,
                newMembers,
                group,
                instance,
                newSettings,
                newGuests);
    }

    /** The members' names, oldest first. */
    public List<UserName> users() {
        return members.stream().map(Place::user).toList();
    }

    /** The state that members are told. */
    public RoomState state() {
        return new RoomState(name, host, version, port, capacity, kind, group, instance, settings);
    }

    @Override
    public String toString() {
        return "Room[" + name + " v" + version + ", " + members.size() + "/" + capacity + ", host " + host + "]";
    }
}
