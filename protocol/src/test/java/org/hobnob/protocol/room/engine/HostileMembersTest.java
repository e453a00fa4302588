package org.hobnob.protocol.room.engine;

import static org.hobnob.protocol.room.engine.Bench.BEN;
import static org.hobnob.protocol.room.engine.Bench.BENS;
import static org.hobnob.protocol.room.engine.Bench.CEM;
import static org.hobnob.protocol.room.engine.Bench.DANA;
import static org.hobnob.protocol.room.engine.Bench.part;
import static org.hobnob.protocol.room.engine.Bench.range;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.RoomStatus;
import org.junit.jupiter.api.Test;

/** Members who claim what is not so, and programs that err: others' words still come, and everything ends. */
class HostileMembersTest {
    private static final long CEMS = 33;
    private final Bench anna = new Bench().roster(1, BEN, CEM, DANA).followsBen();

    private void cemClaims(long through) {
        anna.status(CEM, CEMS, 0, 1, Optional.empty(), Bench.Heard.of(BENS, through));
    }

    @Test
    void claimsOfOthersGiveNothingUp() {
        anna.bens(1);
        for (int i = 0; i < 10; i++) {
            cemClaims(Long.MAX_VALUE);
            anna.advance(10_000);
            anna.fillsNothing(BEN, BENS);
            anna.advance(10_000);
            anna.fillsNothing(CEM, BENS);
            anna.advance(40_000);
        }
        assertEquals(0, anna.missed());
        anna.bens(2);
        assertEquals(List.of("22/1", "22/2"), anna.shown());
    }

    @Test
    void lastMessagesOfAFormerMemberAreRequested() {
        anna.bens(1);
        cemClaims(2);
        anna.roster(2, CEM, DANA).advance(Timing.CLAIM_MS + 100);
        assertEquals(List.of(new RoomEffect.AskRepair(CEM, range(BENS, 2, 2))), anna.all(RoomEffect.AskRepair.class));
        anna.advance(Timing.LINGER_MS);
        assertEquals(1, anna.missed());
    }

    @Test
    void claimsOfOthersAreBounded() {
        anna.bens(1);
        cemClaims(Long.MAX_VALUE);
        anna.roster(2, CEM, DANA).advance(Timing.LINGER_MS);
        assertEquals(Bounds.CLAIMED_DATAGRAMS, anna.missed());
    }

    @Test
    void anAbsurdLastNumberEndsThatStreamAndNoOther() {
        anna.keys(CEM, CEMS, 1, 1, true);
        anna.status(CEM, CEMS, Long.MAX_VALUE, Long.MAX_VALUE, Optional.empty());
        for (int i = 0; i < 10; i++) {
            anna.advance(10_000);
            anna.fillsNothing(CEM, CEMS);
        }
        anna.status(CEM, CEMS, Long.MAX_VALUE, 1, Optional.empty());
        anna.roster(2, BEN, DANA).advance(10_000).bens(1);
        assertEquals(List.of("22/1"), anna.shown());
        assertEquals(Bounds.LAST_NUMBER, anna.missed());
    }

    @Test
    void absurdKeysHarmNobodyElse() {
        anna.keys(CEM, CEMS, Bounds.LAST_NUMBER, Bounds.LAST_NUMBER, true);
        anna.keys(DANA, 44, 1, Bounds.LAST_NUMBER, true);
        anna.status(CEM, CEMS, Long.MAX_VALUE, 1, Optional.of(new RoomStatus.Prior(1, Long.MAX_VALUE)));
        anna.advance(100_000).roster(2, BEN).advance(10_000).bens(1);
        assertEquals(List.of("22/1"), anna.shown());
    }

    @Test
    void aStreamThatNamesItselfAsPriorGoesOn() {
        anna.status(BEN, BENS, 0, 1, Optional.of(new RoomStatus.Prior(BENS, 5))).bens(1);
        assertEquals(List.of("22/1"), anna.shown());
    }

    @Test
    void absurdAcknowledgementsAreCut() {
        anna.say(1, "hi").status(CEM, CEMS, 0, 1, Optional.empty(), Bench.Heard.of(Bench.ANNAS, Long.MAX_VALUE));
        anna.say(2, "there");
        assertFalse(anna.engine.isSettled());
        assertEquals(1, anna.engine.repair(BEN, range(Bench.ANNAS, 2, 2)).size());
    }

    @Test
    void questionsOfOthersSaveOnesOwnOnlySoOften() {
        anna.bens(1, 3);
        Nak nak = new Nak(List.of(range(BENS, 1, 9)));
        for (int i = 0; i < 1_000; i++) {
            anna.take(anna.engine.nak(CEM, nak, anna.nowMs)).advance(1);
        }
        assertEquals(BEN, anna.all(RoomEffect.AskRepair.class).get(0).holder());
    }

    @Test
    void strangersAreNotHeard() {
        UserName stranger = new UserName("stranger");
        anna.forget().keys(stranger, 99, 1, 1, true).status(stranger, 99, 5, 1, Optional.empty());
        anna.take(anna.engine.nak(stranger, new Nak(List.of(range(Bench.ANNAS, 1, 1))), anna.nowMs));
        anna.data(stranger, 99, 1, part(99, 1), true);
        assertEquals(List.of(), anna.done);
    }

    @Test
    void nobodySpeaksInAnothersStream() {
        anna.data(CEM, BENS, 1, part(BENS, 1), true);
        assertEquals(List.of(), anna.shown());
        assertTrue(anna.engine.wants(BENS, 1));
    }

    @Test
    void messagesAheadOfTheirTurnAreBounded() {
        anna.bens(1);
        assertTrue(anna.engine.wants(BENS, 1L + Bounds.WINDOW_DATAGRAMS));
        assertFalse(anna.engine.wants(BENS, 2L + Bounds.WINDOW_DATAGRAMS));
        Bench full = new Bench();
        UserName[] others = new UserName[10];
        for (int i = 0; i < others.length; i++) {
            others[i] = new UserName("member" + i);
        }
        full.roster(1, others);
        int taken = 0;
        for (int i = 0; i < others.length; i++) {
            full.keys(others[i], 100 + i, 1, 1, true);
            for (long number = 2; number <= Bounds.WINDOW_DATAGRAMS; number++) {
                taken += full.engine.wants(100 + i, number) ? 1 : 0;
                full.data(others[i], 100 + i, number, part(100 + i, number), true);
            }
        }
        assertEquals(Bounds.AHEAD_DATAGRAMS, taken);
        assertTrue(full.engine.wants(109, 1), "the one whose turn it is always");
    }

    @Test
    void stateKeptAboutOthersIsBounded() {
        for (long number = 1; number <= Bounds.CACHED_DATAGRAMS + 10; number++) {
            anna.bens(number);
        }
        assertEquals(List.of(), anna.engine.repair(CEM, range(BENS, 7, 10)));
        assertEquals(
                Bounds.REPAIR_DATAGRAMS,
                anna.engine.repair(CEM, range(BENS, 11, 99)).size());
    }

    @Test
    void streamsThatAreMerelyAnnouncedTakeNoPlace() {
        for (int i = 0; i < 10_000; i++) {
            anna.status(CEM, 1_000 + i, 1, 1, Optional.empty());
        }
        anna.forget().advance(100_000);
        assertTrue(anna.all(RoomEffect.AskKey.class).size() < 20, "asks for keys");
        assertTrue(anna.sent(RoomStatus.class).size() < 20, "statuses");
        assertTrue(anna.sent(RoomStatus.class).get(0).heard().size() <= 2);
    }

    @Test
    void forgedEpochsCauseFewRequestsForKeys() {
        long seconds = 10;
        for (int i = 0; i < seconds * 1_000; i++) {
            anna.engine.keyMissing(BENS, anna.nowMs);
            anna.advance(1).keys(BEN, BENS, 1, 1, true);
        }
        long asked = anna.all(RoomEffect.AskKey.class).size();
        assertTrue(asked > 0 && asked <= 1 + seconds * 1_000 / Timing.KEY_REPEAT_MS, "asked " + asked + " times");
    }

    @Test
    void unavailableKeyIsRequestedAtGrowingIntervals() {
        anna.status(CEM, CEMS, 5, 1, Optional.empty()).forget().advance(100_000);
        int asked = anna.all(RoomEffect.AskKey.class).size();
        assertTrue(asked >= 5 && asked <= 20, "asked " + asked + " times");
    }
}
