package org.hobnob.peer.room;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.contact.Origin;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.RoomHash;
import org.hobnob.protocol.room.RosterClaim;
import org.hobnob.protocol.room.member.Roster;

/** The members of a room that this user is in, with their contacts and dialects. Pure; not thread-safe. */
final class RoomMembers {
    private static final class Other {
        private Optional<Contact> contact = Optional.empty();
        /** The key that the registry tells; meaningless unless {@link #isKeyKnown}. */
        private Optional<PublicKey> key = Optional.empty();

        private boolean isKeyKnown;
        private boolean isKnown;
        private boolean isPresent;
        /** How often this member has joined or come back. */
        private long arrivals;
        /** The key of a member that was there when this user entered the room, once it is known. */
        private Optional<PublicKey> keyFound = Optional.empty();

        private boolean wasFound;

        void found(Optional<PublicKey> withKey) {
            wasFound = true;
            keyFound = withKey;
        }

        /** Where the registry does not tell the key of an absent member, its first key counts as the one found. */
        boolean wasThereWith(PublicKey current) {
            if (wasFound && keyFound.isEmpty()) {
                keyFound = Optional.of(current);
            }
            return keyFound.filter(current::equals).isPresent();
        }

        boolean isOriginal() {
            return contact.filter(known -> known.dialect() == DialectName.ORIGINAL)
                    .isPresent();
        }
    }

    private final UserName self;
    private final String ownIp;
    private final Optional<PasswordHash> password;
    private final boolean sealed;
    private final Map<UserName, Other> others = new LinkedHashMap<>();
    private RoomState state;
    private Optional<GroupAddress> group;
    private Optional<PublicKey> ownKey = Optional.empty();
    /** Whether a list of the members was applied yet. */
    private boolean isListed;
    /** Whether the members are exactly those of the state's version. */
    private boolean isExact;

    /**
     * @param ownIp this peer's IP address on its interface, as a literal
     * @param password the hash that opened the room, kept for joining again; empty if the room needs none
     */
    RoomMembers(UserName self, String ownIp, RoomState state, Optional<PasswordHash> password) {
        this.self = self;
        this.ownIp = ownIp;
        this.state = state;
        group = state.group();
        this.password = password;
        sealed = state.kind() == RoomKind.SEALED;
    }

    UserName self() {
        return self;
    }

    RoomState state() {
        return state;
    }

    Optional<PasswordHash> password() {
        return password;
    }

    /** Applies a state unless it is older than the current one. */
    void update(RoomState newer) {
        if (newer.version() >= state.version()) {
            // A notice tells the one change that made its version; of earlier ones that were missed nothing is known.
            isExact &= newer.version() <= state.version() + 1;
            renew(newer);
        } else {
            isExact = false;
        }
    }

    /** Replaces the state whatever its version: a room that was created again counts its versions from 1. */
    void renew(RoomState renewed) {
        state = renewed;
        group = renewed.group().or(() -> group);
    }

    /**
     * Returns the multicast group of native members; the last known one if the current registry is too old to name
     * a group.
     */
    Optional<GroupAddress> group() {
        return group;
    }

    /**
     * Replaces the member list. The last known contact of a member that is absent is kept.
     *
     * @param told the state of the room that came with the list
     */
    void members(RoomState told, List<Member> members) {
        update(told);
        isExact = told.version() == state.version();
        ownKey = members.stream()
                .filter(member -> member.user().equals(self))
                .findFirst()
                .flatMap(Member::key);
        others.keySet().retainAll(members.stream().map(Member::user).toList());
        members.stream().filter(member -> !member.user().equals(self)).forEach(member -> {
            Other other = others.computeIfAbsent(member.user(), added -> listed(member));
            note(member.user(), member.contact());
            other.key = member.key();
            other.isKeyKnown = true;
        });
        isListed = true;
    }

    private Other listed(Member member) {
        Other other = new Other();
        if (!isListed) {
            other.found(member.key());
        }
        return other;
    }

    /**
     * Records a member's contact; empty if the registry says that the member is offline. Ignored if the user is no
     * longer a member.
     */
    void note(UserName user, Optional<Contact> contact) {
        Other other = others.get(user);
        if (other == null) {
            return;
        }
        other.isKnown = true;
        other.isPresent = contact.isPresent();
        if (contact.isPresent()) {
            other.contact = contact;
            other.key = contact.get().key();
            other.isKeyKnown = true;
        }
    }

    /** A member joined or came back, so its contact must be looked up. */
    void joined(UserName user) {
        if (!user.equals(self)) {
            Other other = others.computeIfAbsent(user, added -> new Other());
            other.isKnown = false;
            other.isKeyKnown = false;
            other.arrivals++;
        }
    }

    /** How often the member has joined or come back: what was asked before the latest time may be out of date. */
    long arrivals(UserName user) {
        return Optional.ofNullable(others.get(user))
                .map(other -> other.arrivals)
                .orElse(0L);
    }

    /** A member lost its connection to the registry but is still a member. */
    void absent(UserName user) {
        note(user, Optional.empty());
    }

    void left(UserName user) {
        others.remove(user);
    }

    boolean has(UserName user) {
        return others.containsKey(user);
    }

    /** Returns the members except this user. */
    Set<UserName> others() {
        return Set.copyOf(others.keySet());
    }

    /** Returns whether this is another member whose contact has been looked up. */
    boolean isKnown(UserName user) {
        return Optional.ofNullable(others.get(user))
                .filter(other -> other.isKnown)
                .isPresent();
    }

    /** Returns the other members whose contact has not been looked up yet. */
    Set<UserName> unknown() {
        return where(other -> !other.isKnown);
    }

    boolean isSealed() {
        return sealed;
    }

    /**
     * Returns the other members that speak the original dialect; empty in a sealed room, whatever the registry
     * says.
     */
    Set<UserName> originals() {
        return sealed ? Set.of() : where(Other::isOriginal);
    }

    private Set<UserName> where(Predicate<Other> condition) {
        return others.entrySet().stream()
                .filter(entry -> condition.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Returns the room as the sealing layer needs it.
     *
     * @param registry the registry's pin; empty if it is not known
     */
    Roster roster(Optional<Pin> registry) {
        Optional<RoomHash> hash = registry.flatMap(
                pin -> state.instance().map(instance -> RoomHash.of(pin.bytes(), instance, state.room())));
        return new Roster(state.version(), hash, claim(), sealers());
    }

    /** Returns the hash of all members, or nothing unless all of them are known for certain. */
    private RosterClaim claim() {
        if (!isExact || others.values().stream().anyMatch(other -> !other.isKeyKnown)) {
            return RosterClaim.NONE;
        }
        Map<UserName, Optional<PublicKey>> keys = new HashMap<>();
        others.forEach((user, other) -> keys.put(user, other.key));
        keys.put(self, ownKey);
        return state.instance()
                .map(instance -> RosterClaim.of(instance, state.version(), keys))
                .orElse(RosterClaim.NONE);
    }

    /**
     * Returns the other members that exchange sealed datagrams: those that speak the native dialect and whose key
     * is known.
     */
    private Map<UserName, Roster.Member> sealers() {
        Map<UserName, Roster.Member> sealers = new LinkedHashMap<>();
        others.forEach((user, other) -> other.contact
                .filter(contact -> contact.dialect() == DialectName.NATIVE)
                .ifPresent(contact -> contact.key()
                        .ifPresent(key -> sealers.put(
                                user,
                                new Roster.Member(
                                        key,
                                        other.isPresent,
                                        contact.caps().has(Capabilities.ROOM2),
                                        // Anybody can read an open room, so there is nothing to be told first.
                                        !sealed || other.wasThereWith(key))))));
        return sealers;
    }

    /** Returns whether a member's program runs on another machine than the member's (SPEC 2.7). */
    boolean isHosted(UserName user) {
        return Optional.ofNullable(others.get(user))
                .flatMap(other -> other.contact)
                .filter(contact -> contact.caps().has(Capabilities.HOSTED))
                .isPresent();
    }

    /** Returns the present native members that hand over what was said before (SPEC 15). */
    Set<UserName> historians() {
        return where(other -> other.isPresent
                && other.contact
                        .filter(contact -> contact.caps().has(Capabilities.HISTORY))
                        .isPresent());
    }

    /** Returns the key that the registry tells of a member. */
    Optional<PublicKey> keyOf(UserName user) {
        return Optional.ofNullable(others.get(user)).flatMap(other -> other.key);
    }

    /** Whether the registry tells that this key is another member's. */
    boolean isKeyOfOne(PublicKey key) {
        return others.values().stream()
                .anyMatch(other -> other.key.filter(key::equals).isPresent());
    }

    /** Returns the keys of all members that have one, this user among them; empty unless all are known for certain. */
    Optional<Map<UserName, PublicKey>> exactKeys() {
        if (!isExact || others.values().stream().anyMatch(other -> !other.isKeyKnown)) {
            return Optional.empty();
        }
        Map<UserName, PublicKey> keys = new HashMap<>();
        others.forEach((user, other) -> other.key.ifPresent(key -> keys.put(user, key)));
        ownKey.ifPresent(key -> keys.put(self, key));
        return Optional.of(keys);
    }

    /** Returns the host's UDP port; empty if this user is the host or the host's contact is unknown. */
    Optional<Integer> hostPort() {
        return Optional.ofNullable(others.get(state.host()))
                .flatMap(host -> host.contact)
                .map(Contact::udpPort);
    }

    /**
     * Returns whether an open datagram is from an original member and came from that member's address. Always false
     * in a sealed room.
     */
    boolean concernsOpen(UserName sender, String sourceIp) {
        Other other = others.get(sender);
        return !sealed && other != null && other.isOriginal() && Origin.matches(other.contact.get(), sourceIp, ownIp);
    }
}
