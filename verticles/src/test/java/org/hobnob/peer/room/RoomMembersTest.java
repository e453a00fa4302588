package org.hobnob.peer.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.member.SealedRoom;
import org.junit.jupiter.api.Test;

/** Whom a member takes for a member of its room. */
class RoomMembersTest {
    private static final String IP = "192.168.1.8";
    private static final UserName DANA = new UserName("dana");
    private static final UserName KAREEM = new UserName("Kareem");

    private static RoomState state(RoomKind kind, long version) {
        return state(kind, version, Optional.empty());
    }

    private static RoomState state(RoomKind kind, long version, Optional<GroupAddress> group) {
        return new RoomState(new RoomName("lab3"), DANA, version, 4_001, 9, kind, group);
    }

    private static RoomMembers seatBesideAnOriginal(RoomKind kind) {
        Contact contact = new Contact(KAREEM, IP, 0, 5_000, DialectName.ORIGINAL, Optional.empty(), List.of());
        RoomMembers seat = new RoomMembers(DANA, "192.168.1.7", state(kind, 1), Optional.empty());
        seat.members(List.of(new Member(KAREEM, Optional.of(contact))));
        return seat;
    }

    @Test
    void theGroupIsTheOneToldLast() {
        Optional<GroupAddress> first = Optional.of(new GroupAddress("239.255.7.9", 15_700));
        Optional<GroupAddress> second = Optional.of(new GroupAddress("239.255.7.10", 15_700));
        RoomMembers seat = new RoomMembers(DANA, IP, state(RoomKind.SEALED, 1), Optional.empty());
        assertEquals(Optional.empty(), seat.group());
        seat.update(state(RoomKind.SEALED, 2, first));
        seat.update(state(RoomKind.SEALED, 3));
        assertEquals(first, seat.group(), "an earlier registry names none");
        seat.update(state(RoomKind.SEALED, 2, second));
        assertEquals(first, seat.group(), "an older state");
        seat.renew(state(RoomKind.SEALED, 1, second));
        assertEquals(second, seat.group());
    }

    @Test
    void anOpenRoomHasOriginalMembers() {
        RoomMembers seat = seatBesideAnOriginal(RoomKind.OPEN);
        assertEquals(Set.of(KAREEM), seat.originals());
        assertTrue(seat.concernsOpen(KAREEM, IP));
    }

    /** Whatever the registry tells: open datagrams go out only to originals, and are shown only where they come from one. */
    @Test
    void sealedRoomNeverHasOriginalMembers() {
        RoomMembers seat = seatBesideAnOriginal(RoomKind.SEALED);
        assertEquals(Set.of(), seat.originals());
        assertFalse(seat.concernsOpen(KAREEM, IP));
    }

    @Test
    void aSealedRoomNeverBecomesAnOpenOne() {
        RoomMembers seat = seatBesideAnOriginal(RoomKind.SEALED);
        seat.update(state(RoomKind.OPEN, 2));
        assertEquals(Set.of(), seat.originals());
        seat.renew(state(RoomKind.OPEN, 1));
        assertFalse(seat.concernsOpen(KAREEM, IP));
    }

    @Test
    void membersWhoseKeyIsKnownTakePart() {
        PublicKey key = new PublicKey("ab".repeat(32));
        Contact contact = new Contact(KAREEM, IP, 4_000, 5_000, DialectName.NATIVE, Optional.of(key), List.of());
        RoomMembers seat = new RoomMembers(DANA, "192.168.1.7", state(RoomKind.SEALED, 1), Optional.empty());
        seat.joined(KAREEM);
        assertEquals(Map.of(), seat.sealers());
        seat.note(KAREEM, Optional.of(contact));
        assertEquals(Map.of(KAREEM, new SealedRoom.Member(key, true)), seat.sealers());
        seat.absent(KAREEM);
        assertEquals(Map.of(KAREEM, new SealedRoom.Member(key, false)), seat.sealers());
        seat.left(KAREEM);
        assertEquals(Map.of(), seat.sealers());
    }
}
