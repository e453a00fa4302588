package org.hobnob.peer.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hobnob.net.tls.Pin;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.directory.RoomSettings;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.RoomHash;
import org.hobnob.protocol.room.RosterClaim;
import org.hobnob.protocol.room.member.Roster;
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
        seat.members(state(kind, 1), List.of(new Member(KAREEM, Optional.of(contact))));
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

    private static final Pin PIN = Pin.parse("12".repeat(32)).orElseThrow();
    private static final RoomInstance INSTANCE = new RoomInstance("34".repeat(16));
    private static final PublicKey DANAS = new PublicKey("01".repeat(32));
    private static final PublicKey KAREEMS = new PublicKey("02".repeat(32));

    private static RoomState named(long version) {
        return new RoomState(
                new RoomName("lab3"),
                DANA,
                version,
                4_001,
                9,
                RoomKind.SEALED,
                Optional.empty(),
                Optional.of(INSTANCE),
                RoomSettings.DEFAULT);
    }

    private static Contact contact(UserName user, PublicKey key, String... caps) {
        return new Contact(user, IP, 4_000, 5_000, DialectName.NATIVE, Optional.of(key), List.of())
                .withCaps(new Capabilities(List.of(caps)));
    }

    /** Dana, with herself and Kareem in the list of version 3. */
    private static RoomMembers twoMembers(String... kareemsCaps) {
        RoomMembers seat = new RoomMembers(DANA, IP, named(3), Optional.empty());
        seat.members(
                named(3),
                List.of(
                        new Member(DANA, Optional.of(contact(DANA, DANAS))),
                        new Member(KAREEM, Optional.of(contact(KAREEM, KAREEMS, kareemsCaps)))));
        return seat;
    }

    private static RosterClaim claim(long version, Map<UserName, Optional<PublicKey>> members) {
        return RosterClaim.of(INSTANCE, version, members);
    }

    private static RosterClaim told(RoomMembers seat) {
        return seat.roster(Optional.of(PIN)).claim();
    }

    private static final Map<UserName, Optional<PublicKey>> BOTH =
            Map.of(DANA, Optional.of(DANAS), KAREEM, Optional.of(KAREEMS));

    @Test
    void rosterNamesTheRoomByItsInstance() {
        RoomMembers seat = twoMembers();
        assertEquals(
                Optional.of(RoomHash.of(PIN.bytes(), INSTANCE, new RoomName("lab3"))),
                seat.roster(Optional.of(PIN)).room());
        assertEquals(Optional.empty(), seat.roster(Optional.empty()).room());
    }

    @Test
    void capsTellWhoReadsVersion2() {
        assertTrue(twoMembers("room2")
                .roster(Optional.of(PIN))
                .others()
                .get(KAREEM)
                .readsVersion2());
        assertFalse(
                twoMembers("body").roster(Optional.of(PIN)).others().get(KAREEM).readsVersion2());
    }

    @Test
    void membersOfAListAreHashed() {
        assertEquals(claim(3, BOTH), told(twoMembers()));
    }

    @Test
    void noticesInOrderKeepTheHash() {
        RoomMembers seat = twoMembers();
        seat.update(named(4));
        seat.left(KAREEM);
        assertEquals(claim(4, Map.of(DANA, Optional.of(DANAS))), told(seat));
        seat.update(named(5));
        seat.joined(KAREEM);
        assertEquals(RosterClaim.NONE, told(seat), "the key is not looked up yet");
        seat.note(KAREEM, Optional.of(contact(KAREEM, KAREEMS)));
        assertEquals(claim(5, BOTH), told(seat));
        seat.absent(KAREEM);
        assertEquals(claim(5, BOTH), told(seat), "absence changes no key");
    }

    @Test
    void missedNoticeLeavesTheHashUnknown() {
        RoomMembers seat = twoMembers();
        seat.update(named(5));
        assertEquals(RosterClaim.NONE, told(seat));
        seat.members(named(5), List.of(new Member(DANA, Optional.of(contact(DANA, DANAS)))));
        assertEquals(claim(5, Map.of(DANA, Optional.of(DANAS))), told(seat));
    }

    @Test
    void listOlderThanANoticeLeavesTheHashUnknown() {
        RoomMembers seat = twoMembers();
        seat.update(named(4));
        seat.members(named(3), List.of());
        assertEquals(RosterClaim.NONE, told(seat));
    }

    @Test
    void membersWhoseKeyIsKnownTakePart() {
        PublicKey key = new PublicKey("ab".repeat(32));
        Contact contact = new Contact(KAREEM, IP, 4_000, 5_000, DialectName.NATIVE, Optional.of(key), List.of());
        RoomMembers seat = new RoomMembers(DANA, "192.168.1.7", state(RoomKind.SEALED, 1), Optional.empty());
        seat.joined(KAREEM);
        assertEquals(Map.of(), seat.roster(Optional.empty()).others());
        seat.note(KAREEM, Optional.of(contact));
        assertEquals(
                Map.of(KAREEM, new Roster.Member(key, true, false, false)),
                seat.roster(Optional.empty()).others());
        seat.absent(KAREEM);
        assertEquals(
                Map.of(KAREEM, new Roster.Member(key, false, false, false)),
                seat.roster(Optional.empty()).others());
        seat.left(KAREEM);
        assertEquals(Map.of(), seat.roster(Optional.empty()).others());
    }

    private static boolean wasThere(RoomMembers seat) {
        return seat.roster(Optional.empty()).others().get(KAREEM).wasThere();
    }

    private static Member present(UserName user, PublicKey key) {
        return new Member(user, Optional.of(contact(user, key)));
    }

    @Test
    void membersOfTheFirstListWereThere() {
        RoomMembers seat = twoMembers();
        assertTrue(wasThere(seat));
        seat.members(named(4), List.of(present(DANA, DANAS), present(KAREEM, KAREEMS)));
        assertTrue(wasThere(seat));
        seat.members(named(5), List.of(present(DANA, DANAS), present(KAREEM, DANAS)));
        assertFalse(wasThere(seat), "with another key it may be somebody else");
    }

    @Test
    void memberOfALaterListWasNotThere() {
        RoomMembers seat = new RoomMembers(DANA, IP, named(3), Optional.empty());
        seat.members(named(3), List.of(present(DANA, DANAS)));
        seat.members(named(3), List.of(present(DANA, DANAS), present(KAREEM, KAREEMS)));
        assertFalse(wasThere(seat));
    }

    @Test
    void memberThatLeftWasNotThere() {
        RoomMembers seat = twoMembers();
        seat.left(KAREEM);
        seat.joined(KAREEM);
        seat.note(KAREEM, Optional.of(contact(KAREEM, KAREEMS)));
        assertFalse(wasThere(seat));
        RoomMembers silently = twoMembers();
        silently.members(named(4), List.of(present(DANA, DANAS)));
        silently.members(named(5), List.of(present(DANA, DANAS), present(KAREEM, KAREEMS)));
        assertFalse(wasThere(silently));
    }

    @Test
    void memberThatJoinsBeforeTheFirstListWasNotThere() {
        RoomMembers seat = new RoomMembers(DANA, IP, named(3), Optional.empty());
        seat.joined(KAREEM);
        seat.members(named(3), List.of(present(DANA, DANAS), present(KAREEM, KAREEMS)));
        assertFalse(wasThere(seat));
    }

    @Test
    void absentMemberOfTheFirstListWasThereWithItsPlacesKey() {
        for (Optional<PublicKey> told : List.of(Optional.of(KAREEMS), Optional.<PublicKey>empty())) {
            RoomMembers seat = new RoomMembers(DANA, IP, named(3), Optional.empty());
            seat.members(named(3), List.of(present(DANA, DANAS), Member.absent(KAREEM, told)));
            seat.note(KAREEM, Optional.of(contact(KAREEM, KAREEMS)));
            assertTrue(wasThere(seat));
            seat.note(KAREEM, Optional.of(contact(KAREEM, DANAS)));
            assertFalse(wasThere(seat));
        }
    }

    @Test
    void openRoomHasNobodyToTellOf() {
        RoomMembers seat = new RoomMembers(DANA, IP, state(RoomKind.OPEN, 3), Optional.empty());
        seat.members(state(RoomKind.OPEN, 3), List.of());
        seat.members(state(RoomKind.OPEN, 4), List.of(present(KAREEM, KAREEMS)));
        assertTrue(wasThere(seat));
    }
}
