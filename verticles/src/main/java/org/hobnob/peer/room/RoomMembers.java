package org.hobnob.peer.room;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hobnob.peer.contact.Origin;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.sealed.SealedRoom;

/** What one peer knows of a room that it is in: the members, where they are and what they speak. Pure; not thread-safe. */
final class RoomMembers {
    /** Another member. */
    private static final class Other {
        private Optional<Contact> contact = Optional.empty();
        private boolean isKnown;
        private boolean isPresent;

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

    /**
     * @param ownIp this peer's address on its interface, as a literal
     * @param password what opened the room, for coming back
     */
    RoomMembers(UserName self, String ownIp, RoomState state, Optional<PasswordHash> password) {
        this.self = self;
        this.ownIp = ownIp;
        this.state = state;
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

    /** Takes a newer state, and leaves an older one. */
    void update(RoomState newer) {
        if (newer.version() >= state.version()) {
            state = newer;
        }
    }

    /** Takes the state of a room that may have been made anew, and counts its versions from 1 again. */
    void renew(RoomState renewed) {
        state = renewed;
    }

    /** Takes these for the members. Where one is absent, what was known of it stays. */
    void members(List<Member> members) {
        others.keySet().retainAll(members.stream().map(Member::user).toList());
        members.stream().filter(member -> !member.user().equals(self)).forEach(member -> {
            others.computeIfAbsent(member.user(), added -> new Other());
            note(member.user(), member.contact());
        });
    }

    /** Takes note of where a member is; empty for nowhere, as the registry says. Who has left meanwhile stays away. */
    void note(UserName user, Optional<Contact> contact) {
        Other other = others.get(user);
        if (other == null) {
            return;
        }
        other.isKnown = true;
        other.isPresent = contact.isPresent();
        if (contact.isPresent()) {
            other.contact = contact;
        }
    }

    /** A member came, or came back: where it is must be asked. */
    void joined(UserName user) {
        if (!user.equals(self)) {
            others.computeIfAbsent(user, added -> new Other()).isKnown = false;
        }
    }

    /** A member's connection to the registry dropped; the place is kept. */
    void absent(UserName user) {
        note(user, Optional.empty());
    }

    void left(UserName user) {
        others.remove(user);
    }

    boolean has(UserName user) {
        return others.containsKey(user);
    }

    /** The other members. */
    Set<UserName> others() {
        return Set.copyOf(others.keySet());
    }

    /** The other members of whom nothing is known yet. */
    Set<UserName> unknown() {
        return where(other -> !other.isKnown);
    }

    /** The other members who speak the original dialect; nobody in a sealed room, whatever the registry tells. */
    Set<UserName> originals() {
        return sealed ? Set.of() : where(Other::isOriginal);
    }

    private Set<UserName> where(Predicate<Other> condition) {
        return others.entrySet().stream()
                .filter(entry -> condition.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The other members who take part in Hobnob's own way: those whose key is known. */
    Map<UserName, SealedRoom.Member> sealers() {
        Map<UserName, SealedRoom.Member> sealers = new LinkedHashMap<>();
        others.forEach((user, other) -> other.contact
                .filter(contact -> contact.dialect() == DialectName.NATIVE)
                .flatMap(Contact::key)
                .ifPresent(key -> sealers.put(user, new SealedRoom.Member(key, other.isPresent))));
        return sealers;
    }

    /** The UDP port of the host, where the host is another member and known. */
    Optional<Integer> hostPort() {
        return Optional.ofNullable(others.get(state.host()))
                .flatMap(host -> host.contact)
                .map(Contact::udpPort);
    }

    /** Whether an open datagram comes from that member, who is an original one. */
    boolean concernsOpen(UserName sender, String sourceIp) {
        Other other = others.get(sender);
        return !sealed && other != null && other.isOriginal() && Origin.matches(other.contact.get(), sourceIp, ownIp);
    }
}
