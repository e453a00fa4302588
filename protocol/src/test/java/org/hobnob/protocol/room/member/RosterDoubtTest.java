package org.hobnob.protocol.room.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Fragment;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.RoomStatus;
import org.hobnob.protocol.room.engine.Timing;
import org.hobnob.protocol.room.seal.Opened;
import org.hobnob.protocol.sim.World;
import org.junit.jupiter.api.Test;

class RosterDoubtTest {
    private static final UserName BEN = new UserName("ben");
    private static final RoomId ROOM = RoomId.of(new RoomName("lab3"));
    /** A heartbeat, and the wait before the question. */
    private static final long SOON_MS = Timing.HEARTBEAT_MS + 2 * Timing.ROSTER_ASK_MS + 1_000;

    private final RosterDoubt doubt = new RosterDoubt(new SplittableRandom(3));

    private static Opened.Heard status(long epoch) {
        return new Opened.StatusHeard(
                BEN,
                new RoomHeader(RoomHeader.KIND_STATUS, ROOM, epoch, 22, 1),
                new RoomStatus(BEN, false, 0, 1, Optional.empty(), List.of()),
                Optional.empty(),
                new byte[0]);
    }

    private static Opened.Heard data(long epoch) {
        return new Opened.Data(
                BEN,
                new RoomHeader(RoomHeader.KIND_SEALED, ROOM, epoch, 22, 1),
                new Fragment(new MessageId("0".repeat(32)), 0, 1, "hello"),
                Optional.empty(),
                new byte[0]);
    }

    @Test
    void memberThatSpeaksIsNotAbsent() {
        doubt.known(4, Set.of());
        assertFalse(doubt.isRaisedBy(status(4)) || doubt.isRaisedBy(data(4)));
        doubt.known(4, Set.of(BEN));
        assertTrue(doubt.isRaisedBy(status(4)) && doubt.isRaisedBy(data(4)));
    }

    @Test
    void statusWithALaterRosterRaisesDoubt() {
        doubt.known(4, Set.of());
        assertTrue(doubt.isRaisedBy(status(5)));
        assertFalse(doubt.isRaisedBy(status(3)));
        assertFalse(doubt.isRaisedBy(data(5)), "a chain of keys may have a number beyond the roster's");
    }

    @Test
    void versionsGoOnBehindTheirLowest32Bits() {
        doubt.known(0xFFFF_FFFFL, Set.of());
        assertTrue(doubt.isRaisedBy(status(0)));
        doubt.known(0x1_0000_0000L, Set.of());
        assertFalse(doubt.isRaisedBy(status(0xFFFF_FFFFL)));
    }

    @Test
    void rosterQuestionsGetRare() {
        doubt.raise(0);
        assertFalse(doubt.isDue(Timing.ROSTER_ASK_MS - 1));
        assertTrue(doubt.dueMs() < 2 * Timing.ROSTER_ASK_MS);
        long askedMs = 2 * Timing.ROSTER_ASK_MS;
        assertTrue(doubt.isDue(askedMs));
        for (long waitMs = Timing.ROSTER_REPEAT_MS; waitMs < Timing.ROSTER_REPEAT_MAX_MS; waitMs *= 2) {
            doubt.known(0, Set.of());
            doubt.raise(askedMs);
            assertEquals(askedMs + waitMs, doubt.dueMs());
            askedMs += waitMs;
            assertTrue(doubt.isDue(askedMs));
        }
        doubt.raise(askedMs);
        assertEquals(askedMs + Timing.ROSTER_REPEAT_MAX_MS, doubt.dueMs());
        doubt.known(1, Set.of());
        assertEquals(Long.MAX_VALUE, doubt.dueMs(), "it is answered");
        doubt.raise(askedMs);
        assertTrue(doubt.dueMs() < askedMs + 2 * Timing.ROSTER_ASK_MS, "another roster, another doubt");
    }

    private static SimRoom room() {
        SimRoom room = new SimRoom(new World(1));
        RoomSimulationTest.members(room, 2);
        return room;
    }

    private static void hears(SimRoom room, String reader, String sender) {
        int before = room.ledger.messages().size();
        room.members.get(new UserName(sender)).sayNext();
        room.world.advance(2_000);
        MessageId said = List.copyOf(room.ledger.messages().keySet()).get(before);
        assertTrue(room.ledger.isShown(new UserName(reader), said), reader + " hears " + sender);
    }

    @Test
    void aNewcomerIsHeardThoughNobodyWasTold() {
        SimRoom room = room();
        room.roster.loses(1);
        room.user("cem").join();
        room.world.advance(SOON_MS);
        hears(room, "anna", "cem");
        hears(room, "cem", "ben");
    }

    @Test
    void returnedMemberIsServedWithoutANotice() {
        SimRoom room = room();
        SimMember ben = room.members.get(BEN);
        ben.node().crash();
        room.roster.absent(BEN);
        room.world.advance(1_000);
        room.roster.loses(1);
        ben.node().start();
        // Multicast does not reach it: only who counts as there is served over its line.
        room.net.reachedByMulticast(ben.node(), false);
        room.world.advance(SOON_MS);
        hears(room, "ben", "anna");
    }

    @Test
    void speakerLearnsOfALeaverWithoutANotice() {
        SimRoom room = room();
        SimMember anna = room.members.get(new UserName("anna"));
        room.roster.loses(1);
        room.members.get(BEN).node().crash();
        room.roster.leave(BEN);
        anna.sayNext();
        room.world.advance(1_000);
        assertFalse(anna.isSettled(), "it waits for who has left");
        room.world.advance(SOON_MS);
        assertTrue(anna.isSettled());
    }

    @Test
    void kickedMemberFindsOutWithoutANotice() {
        SimRoom room = room();
        SimMember cem = room.user("cem");
        cem.join();
        room.world.advance(1_000);
        room.roster.loses(1);
        room.roster.kick(cem.user());
        room.roster.loses(0);
        room.world.advance(SOON_MS);
        // Of the next change the registry tells the members, and they show it.
        room.user("dana").join();
        room.world.advance(SOON_MS);
        assertFalse(cem.say("am I in?"), "its program has left");
    }
}
