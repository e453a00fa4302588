package org.hobnob.peer;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hobnob.protocol.message.ChatText;
import org.hobnob.protocol.message.Contact;
import org.hobnob.protocol.message.DialectName;
import org.hobnob.protocol.message.Member;
import org.hobnob.protocol.message.MessageId;
import org.hobnob.protocol.message.PasswordHash;
import org.hobnob.protocol.message.RoomKind;
import org.hobnob.protocol.message.RoomState;
import org.hobnob.protocol.message.UserName;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.RoomPacket;
import org.hobnob.protocol.text.SafeText;

/**
 * What one peer knows of a room that it is in: the members, where they are and what they speak, and whom of them
 * multicast reaches. Pure; not thread-safe.
 */
final class RoomSeat {
    private static final long NEVER = Long.MIN_VALUE;
    /** Who was named in a greeting so short a time ago needs no answer, in milliseconds. */
    static final long NAMED_FRESH_MS = 4_000;

    /** Another member. */
    private static final class Other {
        private Optional<Contact> contact = Optional.empty();
        private boolean isKnown;
        private Optional<Long> stream = Optional.empty();
        private boolean reached;
        private long namedMs = NEVER;

        boolean isOriginal() {
            return contact.filter(known -> known.dialect() == DialectName.ORIGINAL)
                    .isPresent();
        }
    }

    private final UserName self;
    private final String ownIp;
    private final Optional<PasswordHash> password;
    private final long stream;
    private final boolean sealed;
    private final Map<UserName, Other> others = new LinkedHashMap<>();
    private RoomState state;
    private long sequence;

    /**
     * @param ownIp this peer's address on its interface, as a literal
     * @param password what opened the room, for coming back
     * @param stream 64 random bits
     */
    RoomSeat(UserName self, String ownIp, RoomState state, Optional<PasswordHash> password, long stream) {
        this.self = self;
        this.ownIp = ownIp;
        this.state = state;
        this.password = password;
        this.stream = stream;
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

    /** The other members, but for original ones, who are not known to be reached by multicast. */
    Set<UserName> unreached() {
        return where(other -> !other.reached && !other.isOriginal());
    }

    /** The other members, but for original ones. */
    Set<UserName> natives() {
        return where(other -> !other.isOriginal());
    }

    private Set<UserName> where(Predicate<Other> condition) {
        return others.entrySet().stream()
                .filter(entry -> condition.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The UDP port of the host, where the host is another member and known. */
    Optional<Integer> hostPort() {
        return Optional.ofNullable(others.get(state.host()))
                .flatMap(host -> host.contact)
                .map(Contact::udpPort);
    }

    /** Whether a datagram is of this room, and neither our own nor a stranger's nor from elsewhere than its sender. */
    boolean concerns(RoomHeader header, UserName sender, String sourceIp) {
        Other other = others.get(sender);
        return header.room().equals(RoomId.of(state.room()))
                && header.stream() != stream
                && other != null
                && !other.isOriginal()
                && isAt(other, sourceIp);
    }

    /** Whether an open datagram comes from that member, who is an original one. */
    boolean concernsOpen(UserName sender, String sourceIp) {
        Other other = others.get(sender);
        return !sealed && other != null && other.isOriginal() && isAt(other, sourceIp);
    }

    private boolean isAt(Other other, String sourceIp) {
        return other.contact.isEmpty() || Origin.matches(other.contact.get(), sourceIp, ownIp);
    }

    /** Takes note that a member's datagrams arrive; whether those of its present stream did not before. */
    boolean heard(UserName sender, long senderStream) {
        Other other = others.get(sender);
        boolean isNew = other.stream.filter(before -> before == senderStream).isEmpty();
        if (isNew) {
            // A program started anew has heard nobody yet.
            other.stream = Optional.of(senderStream);
            other.reached = false;
            other.namedMs = NEVER;
        }
        return isNew;
    }

    /** Takes note of whom a member hears; whether it is news that it hears us. */
    boolean hears(UserName member, List<UserName> heardByMember) {
        Other other = others.get(member);
        boolean isNews = heardByMember.contains(self) && !other.reached;
        other.reached |= isNews;
        return isNews;
    }

    /** Whether a member who greets was not told of late that it is heard. */
    boolean wantsAnswer(UserName member, long nowMs) {
        long namedMs = others.get(member).namedMs;
        return namedMs == NEVER || nowMs - namedMs >= NAMED_FRESH_MS;
    }

    /** The next greeting; it names those of the members heard who were not named for longest. */
    RoomPacket greeting(long nowMs) {
        List<Map.Entry<UserName, Other>> heard = others.entrySet().stream()
                .filter(entry -> entry.getValue().stream.isPresent())
                .sorted(Comparator.comparingLong(entry -> entry.getValue().namedMs))
                .limit(RoomPacket.Greeting.MAX_HEARD)
                .toList();
        heard.forEach(entry -> entry.getValue().namedMs = nowMs);
        List<UserName> names = heard.stream().map(Map.Entry::getKey).toList();
        return new RoomPacket.Greeting(header(RoomHeader.KIND_GREETING), self, names);
    }

    /** Whether members were heard whom no greeting has named yet: one holds only so many. */
    boolean owesNames() {
        return others.values().stream().anyMatch(other -> other.stream.isPresent() && other.namedMs == NEVER);
    }

    /** The datagram that carries the message; empty where it does not fit into one. */
    Optional<RoomPacket> text(MessageId id, ChatText text) {
        boolean fits = SafeText.utf8Length(text.text()) <= RoomPacket.Text.maxTextBytes(self);
        return fits ? Optional.of(new RoomPacket.Text(header(RoomHeader.KIND_TEXT), id, self, text)) : Optional.empty();
    }

    private RoomHeader header(int kind) {
        sequence++;
        return new RoomHeader(kind, RoomId.of(state.room()), RoomHeader.epochOf(state.version()), stream, sequence);
    }
}
