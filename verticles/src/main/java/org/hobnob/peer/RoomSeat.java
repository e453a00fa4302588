package org.hobnob.peer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hobnob.protocol.message.ChatText;
import org.hobnob.protocol.message.MessageId;
import org.hobnob.protocol.message.PasswordHash;
import org.hobnob.protocol.message.RoomState;
import org.hobnob.protocol.message.UserName;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.RoomPacket;

/** What one peer knows of a room that it is in: the members, and whom of them multicast reaches. Not thread-safe. */
final class RoomSeat {
    private final UserName self;
    private final Optional<PasswordHash> password;
    private final long stream;
    private final Set<UserName> others = new LinkedHashSet<>();
    private final Map<UserName, Long> heardStreams = new HashMap<>();
    private final Set<UserName> reached = new HashSet<>();
    private RoomState state;
    private long sequence;

    /**
     * @param password what opened the room, for coming back
     * @param stream 64 random bits
     */
    RoomSeat(UserName self, RoomState state, Optional<PasswordHash> password, long stream) {
        this.self = self;
        this.state = state;
        this.password = password;
        this.stream = stream;
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

    /** Takes these for the members. */
    void members(List<UserName> members) {
        others.clear();
        members.stream().filter(member -> !member.equals(self)).forEach(others::add);
        reached.retainAll(others);
        heardStreams.keySet().retainAll(others);
    }

    void joined(UserName user) {
        if (!user.equals(self)) {
            others.add(user);
        }
    }

    void left(UserName user) {
        others.remove(user);
        reached.remove(user);
        heardStreams.remove(user);
    }

    /** The other members. */
    Set<UserName> others() {
        return Set.copyOf(others);
    }

    /** The other members who are not known to be reached by multicast. */
    Set<UserName> unreached() {
        Set<UserName> rest = new LinkedHashSet<>(others);
        rest.removeAll(reached);
        return rest;
    }

    /** Whether a datagram is of this room, and neither our own nor a stranger's. */
    boolean concerns(RoomHeader header, UserName sender) {
        return header.room().equals(RoomId.of(state.room())) && header.stream() != stream && others.contains(sender);
    }

    /** Takes note that a member's datagrams arrive; whether those of its present stream did not before. */
    boolean heard(UserName sender, long senderStream) {
        Long before = heardStreams.put(sender, senderStream);
        return before == null || before != senderStream;
    }

    /** Takes note of whom a member hears; whether it is news that it hears us. */
    boolean hears(UserName member, List<UserName> heardByMember) {
        return heardByMember.contains(self) && reached.add(member);
    }

    /** The next greeting. */
    RoomPacket greeting() {
        List<UserName> heard = heardStreams.keySet().stream()
                .limit(RoomPacket.Greeting.MAX_HEARD)
                .toList();
        return new RoomPacket.Greeting(header(RoomHeader.KIND_GREETING), self, heard);
    }

    /** The datagram that carries the message; empty where it does not fit into one. */
    Optional<RoomPacket> text(MessageId id, ChatText text) {
        boolean fits = org.hobnob.protocol.text.SafeText.utf8Length(text.text()) <= RoomPacket.Text.maxTextBytes(self);
        return fits ? Optional.of(new RoomPacket.Text(header(RoomHeader.KIND_TEXT), id, self, text)) : Optional.empty();
    }

    private RoomHeader header(int kind) {
        sequence++;
        return new RoomHeader(kind, RoomId.of(state.room()), RoomHeader.epochOf(state.version()), stream, sequence);
    }
}
