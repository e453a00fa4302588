package org.hobnob.protocol.room.engine;

import static org.hobnob.protocol.room.engine.Bench.BEN;
import static org.hobnob.protocol.room.engine.Bench.BENS;
import static org.hobnob.protocol.room.engine.Bench.CEM;
import static org.hobnob.protocol.room.engine.Bench.DANA;
import static org.hobnob.protocol.room.engine.Bench.id;
import static org.hobnob.protocol.room.engine.Bench.part;
import static org.hobnob.protocol.room.engine.Bench.range;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Fragment;
import org.hobnob.protocol.room.Fragments;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.RoomStatus;
import org.hobnob.protocol.room.ShortHash;
import org.hobnob.protocol.room.Unreadable;
import org.junit.jupiter.api.Test;

/** What others say: order, repair, acknowledgement (SPEC 8.8). */
class ReceivingTest {
    private static final long CEMS = 33;
    private final Bench anna = new Bench().roster(1, BEN, CEM, DANA).followsBen();

    @Test
    void messagesAreShownInOrder() {
        anna.bens(3, 1, 5, 2, 4);
        assertEquals(List.of("22/1", "22/2", "22/3", "22/4", "22/5"), anna.shown());
    }

    @Test
    void duplicateIsShownOnce() {
        anna.bens(1, 1, 3, 3, 2);
        assertEquals(List.of("22/1", "22/2", "22/3"), anna.shown());
    }

    @Test
    void messageResentUnderAnotherNumberIsShownOnce() {
        anna.data(BEN, BENS, 1, part(BENS, 1), true);
        anna.data(BEN, BENS, 2, part(BENS, 1), true);
        assertEquals(List.of("22/1"), anna.shown());
    }

    @Test
    void whatIsStillToBeShownIsAwaitedAlsoWhereItIsHere() {
        anna.bens(1, 3);
        assertEquals(
                List.of(false, true, true, true),
                Stream.of(1L, 2L, 3L, 900L)
                        .map(number -> anna.engine.awaits(BENS, number))
                        .toList());
        assertFalse(anna.engine.awaits(CEMS, 1));
    }

    @Test
    void unreadableMessageIsShownInItsPlace() {
        anna.forget().bens(1, 3);
        anna.data(BEN, BENS, 2, new Unreadable(id(7)), true);
        List<RoomEffect> shown = anna.done.stream()
                .map(Bench.Done::effect)
                .filter(effect -> effect instanceof RoomEffect.Deliver || effect instanceof RoomEffect.Unreadable)
                .toList();
        assertEquals(List.of("22/1", "22/3"), anna.shown());
        assertEquals(new RoomEffect.Unreadable(BEN, id(7)), shown.get(1));
    }

    @Test
    void unreadableMessageIsKeptAndAcknowledged() {
        anna.forget();
        anna.data(BEN, BENS, 1, new Unreadable(id(7)), true);
        assertEquals(
                List.of(new RoomEffect.Keep(
                        new Change.Delivered(BEN, BENS, 1, 0, Optional.of(id(7)), ShortHash.of(new byte[] {1})))),
                anna.all(RoomEffect.Keep.class));
        anna.advance(2_000);
        assertEquals(
                List.of(new RoomStatus.Heard(BENS, 1, 0, true)),
                anna.sent(RoomStatus.class).get(0).heard());
    }

    @Test
    void partsOfAnUnreadableMessageAreShownOnce() {
        anna.data(BEN, BENS, 1, new Unreadable(id(7)), true);
        anna.data(BEN, BENS, 2, new Unreadable(id(7)), true);
        anna.bens(3);
        assertEquals(1, anna.all(RoomEffect.Unreadable.class).size());
        assertEquals(List.of("22/3"), anna.shown());
        assertEquals(0, anna.missed());
    }

    @Test
    void aMessageIsKeptBeforeItIsShown() {
        anna.forget().bens(1);
        Class<?> first = anna.done.get(0).effect().getClass();
        assertEquals(RoomEffect.Keep.class, first);
    }

    @Test
    void theLongestTextComesWhole() {
        ChatText longest = new ChatText("€".repeat(ChatText.MAX_BYTES / 3));
        List<Fragment> parts = Fragments.of(id(1), longest, Fragment.MAX_TEXT_BYTES);
        assertEquals(4, parts.size());
        for (int i = parts.size(); i > 0; i--) {
            anna.data(BEN, BENS, i, parts.get(i - 1), true);
        }
        assertEquals(List.of(longest.text()), anna.shown());
    }

    @Test
    void aGapIsAskedForAfterAShortWait() {
        anna.bens(1, 4);
        anna.advance(Timing.NAK_MIN_MS - 1);
        assertEquals(List.of(), anna.asked());
        anna.advance(Timing.NAK_MAX_MS);
        assertEquals(List.of(range(BENS, 2, 3)), anna.asked());
    }

    @Test
    void messageThatArrivesInTimeIsNotRequested() {
        anna.bens(1, 3).advance(Timing.NAK_MIN_MS - 1).bens(2).advance(1_000);
        assertEquals(List.of(), anna.asked());
    }

    @Test
    void anothersQuestionForAllOfItSavesOnesOwn() {
        anna.bens(1, 4);
        anna.take(anna.engine.nak(CEM, new Nak(List.of(range(BENS, 1, 3))), anna.nowMs));
        anna.advance(Timing.NAK_REPEAT_MS - 1);
        assertEquals(List.of(), anna.asked());
        anna.advance(Timing.NAK_REPEAT_MS);
        assertEquals(List.of(range(BENS, 2, 3)), anna.asked());
    }

    @Test
    void anothersQuestionForSomeOfItDoesNot() {
        anna.bens(1, 4);
        anna.take(anna.engine.nak(CEM, new Nak(List.of(range(BENS, 2, 2), range(99, 1, 9))), anna.nowMs));
        anna.advance(Timing.NAK_MAX_MS);
        assertEquals(List.of(range(BENS, 2, 3)), anna.asked());
    }

    @Test
    void groupIsAskedBeforeTheOwner() {
        anna.bens(1, 3).advance(Timing.NAK_MAX_MS + 2_000);
        List<Long> asked = anna.sentMs(Nak.class);
        assertEquals(Bounds.NAKS, asked.size());
        for (int i = 1; i < asked.size(); i++) {
            long waited = asked.get(i) - asked.get(i - 1);
            assertTrue(waited >= Timing.NAK_REPEAT_MS && waited <= Timing.NAK_REPEAT_MS * 3 / 2, "waited " + waited);
        }
        assertEquals(List.of(new RoomEffect.AskRepair(BEN, range(BENS, 2, 2))), anna.all(RoomEffect.AskRepair.class));
    }

    @Test
    void slowAnswersDelayTheNextRequest() {
        long answerMs = 200;
        long number = 1;
        anna.bens(number);
        for (int repair = 0; repair < 6; repair++) {
            number += 2;
            anna.bens(number)
                    .advance(Timing.NAK_MAX_MS + answerMs)
                    .bens(number - 1)
                    .advance(1_000);
        }
        anna.forget();
        anna.bens(number + 2).advance(Timing.NAK_MAX_MS + 3 * answerMs);
        assertEquals(2, anna.sentMs(Nak.class).size(), "questions while the group can hardly have answered");
    }

    @Test
    void oneSlowAnswerDoesNotDelayOtherRepairs() {
        anna.bens(1, 3).advance(20_000).bens(2);
        long number = 3;
        for (int repair = 0; repair < 20; repair++) {
            number += 2;
            anna.bens(number).advance(Timing.NAK_MAX_MS + 1).bens(number - 1).advance(1_000);
        }
        anna.forget();
        anna.bens(number + 2).advance(Timing.NAK_MAX_MS + Timing.NAK_REPEAT_MS * 3 / 2 + 1);
        assertEquals(2, anna.sentMs(Nak.class).size());
    }

    @Test
    void holderIsAskedIfTheOwnerDoesNotAnswer() {
        anna.status(CEM, CEMS, 0, 1, Optional.empty(), Bench.Heard.of(BENS, 3));
        anna.status(DANA, 44, 0, 1, Optional.empty(), Bench.Heard.of(BENS, 1));
        anna.bens(1, 3).advance(1_000);
        anna.engine.repairFailed(new RoomEffect.AskRepair(BEN, range(BENS, 2, 2)), anna.nowMs);
        anna.advance(1_000);
        assertEquals(List.of(BEN, CEM), asksOverLines());
    }

    private List<UserName> asksOverLines() {
        return anna.all(RoomEffect.AskRepair.class).stream()
                .map(RoomEffect.AskRepair::holder)
                .toList();
    }

    @Test
    void lostMessageIsGivenUpVisibly() {
        anna.status(CEM, CEMS, 0, 1, Optional.empty(), Bench.Heard.of(BENS, 3));
        anna.bens(1, 4).status(BEN, BENS, 4, 4, Optional.empty());
        anna.advance(1_000);
        anna.fillsNothing(BEN, BENS);
        anna.advance(100);
        anna.fillsNothing(CEM, BENS);
        anna.advance(100);
        assertEquals(List.of(new RoomEffect.Missed(BEN, 2, BENS, 2)), anna.all(RoomEffect.Missed.class));
        assertEquals(List.of("22/1", "22/4"), anna.shown());
        assertEquals(2, lastStatus(anna).missed(), "the sender is told");
    }

    private static RoomStatus.Heard lastStatus(Bench anna) {
        anna.advance(1_000);
        List<RoomStatus> statuses = anna.sent(RoomStatus.class);
        return statuses.get(statuses.size() - 1).heard().stream()
                .filter(heard -> heard.stream() == BENS)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anEmptyAnswerAloneGivesNothingUp() {
        anna.bens(1, 3).bensStatus(3);
        anna.advance(1_000);
        anna.fillsNothing(BEN, BENS);
        anna.advance(5_000);
        assertEquals(0, anna.missed());
        anna.bens(2);
        assertEquals(List.of("22/1", "22/2", "22/3"), anna.shown());
    }

    @Test
    void aGapHoldsAStreamUpForHalfAMinute() {
        anna.bens(1, 3).advance(Timing.GIVE_UP_MS - 1);
        assertEquals(List.of("22/1"), anna.shown());
        assertEquals(0, anna.missed());
        anna.advance(Timing.REPAIR_ANSWER_MS + 1);
        assertEquals(List.of("22/1", "22/3"), anna.shown());
        assertEquals(1, anna.missed());
    }

    @Test
    void anAnnouncedTailIsAskedFor() {
        anna.bens(1).bensStatus(3).advance(Timing.NAK_MAX_MS);
        assertEquals(List.of(range(BENS, 2, 3)), anna.asked());
    }

    @Test
    void allGapsAreRequested() {
        for (long number = 1; number <= 2L * 20 * 3; number += 2) {
            anna.bens(number + 1);
        }
        anna.keys(CEM, CEMS, 1, 1, true);
        for (long number = 1; number <= 40; number += 2) {
            anna.data(CEM, CEMS, number + 1, part(CEMS, number + 1), true);
        }
        anna.advance(Timing.NAK_MAX_MS);
        List<Nak.Range> asked = anna.asked();
        assertTrue(asked.contains(range(CEMS, 1, 1)) && asked.contains(range(BENS, 1, 1)), asked.toString());
        assertEquals(Nak.MAX_RANGES + 20, asked.size());
    }

    @Test
    void acknowledgementsKeepTheirDistance() {
        acknowledgementsKeepTheirDistance(anna, Timing.STATUS_GAP_MS);
    }

    @Test
    void inAFullRoomTheyKeepMore() {
        Bench full = new Bench();
        UserName[] others = new UserName[40];
        for (int i = 0; i < others.length; i++) {
            others[i] = i == 0 ? BEN : new UserName("member" + i);
        }
        acknowledgementsKeepTheirDistance(full.roster(1, others).followsBen(), Timing.turnMs(others.length));
    }

    private static void acknowledgementsKeepTheirDistance(Bench anna, long gapMs) {
        for (long number = 1; number <= 400; number++) {
            anna.bens(number).advance(10);
        }
        List<Long> sent = anna.sentMs(RoomStatus.class);
        for (int i = 1; i < sent.size(); i++) {
            assertTrue(sent.get(i) - sent.get(i - 1) >= gapMs, "after " + (sent.get(i) - sent.get(i - 1)) + " ms");
        }
        assertTrue(sent.size() >= 4_000 / (2 * gapMs), "statuses " + sent.size());
    }

    @Test
    void duplicateIsAcknowledgedAgain() {
        anna.bens(1).advance(1_000).forget().bens(1).advance(1_000);
        assertEquals(1, anna.sent(RoomStatus.class).size());
    }

    @Test
    void duplicateOverALineIsAcknowledgedThere() {
        anna.acknowledges(BEN, BENS, 0).bens(1).advance(1_000).forget();
        anna.bens(1).advance(1_000);
        anna.data(BEN, BENS, 1, part(BENS, 1), false);
        anna.advance(1_000);
        List<Set<UserName>> overLines = anna.all(RoomEffect.Send.class).stream()
                .map(RoomEffect.Send::overLines)
                .toList();
        assertEquals(List.of(Set.of(), Set.of(BEN)), overLines);
    }

    @Test
    void repeatedAnnouncementIsAcknowledgedAgain() {
        anna.bens(1).advance(1_000).forget();
        anna.status(BEN, BENS, 1, 2, Optional.empty()).advance(1_000);
        assertEquals(0, anna.sent(RoomStatus.class).size(), "nobody lacks anything");
        anna.bensStatus(1).advance(1_000);
        assertEquals(1, anna.sent(RoomStatus.class).size());
    }

    @Test
    void hundredMembersAcknowledgeWithinSeconds() {
        UserName[] others =
                IntStream.range(0, 98).mapToObj(i -> new UserName("member" + i)).toArray(UserName[]::new);
        Bench full = new Bench()
                .roster(1, Stream.concat(Stream.of(BEN), Stream.of(others)).toArray(UserName[]::new));
        full.followsBen().advance(5_000).forget();
        full.bens(1).advance(1_100);
        assertEquals(1, full.sent(RoomStatus.class).size(), "the first, at once");
        full.bens(2).advance(1_100);
        assertEquals(2, full.sent(RoomStatus.class).size(), "the next, a turn later");
    }

    @Test
    void acknowledgementsAreSentInTurn() {
        Bench full = new Bench();
        List<UserName> others = new ArrayList<>();
        for (int i = 0; i < 99; i++) {
            others.add(new UserName("member%02d".formatted(i)));
        }
        full.roster(1, others.toArray(UserName[]::new));
        for (int i = 0; i < others.size(); i++) {
            full.keys(others.get(i), 100 + i, 1, 1, true);
        }
        for (int round = 1; round <= 12; round++) {
            for (int i = 0; i < others.size(); i++) {
                full.data(others.get(i), 100 + i, round, part(100 + i, round), true);
            }
            full.advance(1_000);
        }
        long told = full.sent(RoomStatus.class).stream()
                .flatMap(status -> status.heard().stream())
                .map(RoomStatus.Heard::stream)
                .distinct()
                .count();
        assertEquals(99, told);
    }

    @Test
    void lastWordsOfWhoLeftAreRepairedByOthers() {
        anna.status(CEM, CEMS, 0, 1, Optional.empty(), Bench.Heard.of(BENS, 3));
        anna.bens(1, 3).roster(2, CEM, DANA).advance(100);
        assertEquals(List.of(CEM), asksOverLines());
        anna.data(BEN, BENS, 2, part(BENS, 2), false);
        assertEquals(List.of("22/1", "22/2", "22/3"), anna.shown());
    }

    @Test
    void afterFiveSecondsTheyAreMissing() {
        anna.bens(1, 3).roster(2, CEM, DANA).advance(Timing.LINGER_MS - 1);
        assertEquals(0, anna.missed());
        anna.advance(1);
        assertEquals(1, anna.missed());
        assertEquals(List.of("22/1", "22/3"), anna.shown());
        assertEquals(List.of(new RoomEffect.Forget(BENS)), anna.all(RoomEffect.Forget.class));
    }

    @Test
    void formerMemberIsNotHeard() {
        anna.bens(1).roster(2, CEM, DANA);
        assertFalse(anna.engine.wants(BENS, 2));
    }

    @Test
    void formerMemberIsNotShownTwiceAfterARestart() {
        anna.bens(1);
        long again = 23;
        anna.keys(BEN, again, 1, 1, true);
        anna.data(BEN, again, 2, part(again, 2), true);
        anna.roster(2, CEM, DANA);
        anna.data(BEN, again, 1, part(BENS, 1), false);
        assertEquals(List.of("22/1", "23/2"), anna.shown());
    }

    @Test
    void aPartOutOfPlaceIsShownAsMissing() {
        anna.data(BEN, BENS, 1, new Fragment(id(1), 0, 2, "first"), true);
        anna.data(BEN, BENS, 2, new Fragment(id(2), 0, 1, "other"), true);
        assertEquals(List.of("other"), anna.shown());
        assertEquals(1, anna.missed());
    }

    @Test
    void restOfAnIncompleteMessageIsAcknowledged() {
        anna.bens(1);
        anna.data(BEN, BENS, 3, new Fragment(id(2), 1, 3, "second"), true);
        anna.data(BEN, BENS, 4, new Fragment(id(2), 2, 3, "third"), true);
        anna.advance(Timing.GIVE_UP_MS + Timing.REPAIR_ANSWER_MS);
        assertEquals(1, anna.missed());
        assertEquals(4, lastStatus(anna).through());
    }

    @Test
    void anOlderRosterHasNoEffect() {
        anna.roster(3, BEN, CEM).forget().roster(2, CEM, DANA);
        assertEquals(List.of(), anna.done);
        anna.bens(1);
        assertEquals(List.of("22/1"), anna.shown());
    }

    @Test
    void rejoinedMemberStartsANewStream() {
        anna.bens(1).roster(2, CEM, DANA).roster(3, BEN, CEM, DANA);
        assertFalse(anna.engine.wants(BENS, 2));
        anna.keys(BEN, 23, 5, 5, true);
        anna.data(BEN, 23, 5, part(23, 5), true);
        assertEquals(List.of("22/1", "23/5"), anna.shown());
        assertEquals(0, anna.missed());
    }

    @Test
    void repairsAreSentToMembersOnly() {
        anna.bens(1, 2, 3);
        assertEquals(
                List.of(2, 3),
                anna.engine.repair(CEM, range(BENS, 2, 9)).stream()
                        .map(datagram -> (int) datagram[0])
                        .toList());
        assertEquals(List.of(), anna.engine.repair(new UserName("stranger"), range(BENS, 2, 9)));
        assertEquals(List.of(), anna.engine.repair(CEM, range(99, 2, 9)));
    }
}
