package org.hobnob.protocol.room.engine;

import static org.hobnob.protocol.room.engine.Bench.ANNAS;
import static org.hobnob.protocol.room.engine.Bench.BEN;
import static org.hobnob.protocol.room.engine.Bench.BENS;
import static org.hobnob.protocol.room.engine.Bench.CEM;
import static org.hobnob.protocol.room.engine.Bench.DANA;
import static org.hobnob.protocol.room.engine.Bench.id;
import static org.hobnob.protocol.room.engine.Bench.range;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomStatus;
import org.hobnob.protocol.room.engine.FakeSeals.Renewal;
import org.junit.jupiter.api.Test;

/** What Anna says: keys, who has it, repair, members whom multicast does not reach (SPEC 8.8). */
class SendingTest {
    private static final long CEMS = 33;
    private final Bench anna = new Bench().roster(1, BEN, CEM);

    @Test
    void aMessageIsKeptThenTheKeyGivenThenItIsSent() {
        anna.forget().say(1, "hi");
        assertEquals(
                List.of(
                        RoomEffect.Keep.class,
                        RoomEffect.GiveKey.class,
                        RoomEffect.GiveKey.class,
                        RoomEffect.Send.class),
                anna.done.stream()
                        .limit(4)
                        .map(done -> (Class<?>) done.effect().getClass())
                        .toList());
        assertEquals(List.of(new Renewal(1, 1)), anna.seals.renewals);
    }

    @Test
    void numbersHaveNoHoles() {
        anna.say(1, "hi").say(2, "€".repeat(1_000)).say(3, "bye");
        assertEquals(
                List.of(1L, 2L, 3L, 4L, 5L),
                anna.sent(FakeSeals.Data.class).stream()
                        .map(FakeSeals.Data::sequence)
                        .toList());
    }

    @Test
    void keyIsRenewedBeforeTheFirstMessageAfterALeave() {
        anna.say(1, "hi").forget().roster(2, BEN);
        assertEquals(1, anna.seals.renewals.size(), "not before it is needed");
        anna.say(2, "without Cem");
        assertEquals(List.of(new Renewal(1, 1), new Renewal(2, 2)), anna.seals.renewals);
        assertEquals(List.of(new RoomEffect.GiveKey(BEN, 2)), anna.all(RoomEffect.GiveKey.class));
    }

    @Test
    void formerMemberGetsNoKeyAndNoRepair() {
        anna.say(1, "hi").roster(2, BEN);
        assertEquals(Optional.empty(), anna.engine.entitledFrom(CEM));
        assertEquals(List.of(), anna.engine.repair(CEM, range(ANNAS, 1, 1)));
    }

    @Test
    void newMemberIsEntitledToLaterMessagesOnly() {
        anna.say(1, "hi").say(2, "there").roster(2, BEN, CEM, DANA).forget().say(3, "hi Dana");
        assertEquals(Optional.of(3L), anna.engine.entitledFrom(DANA));
        assertEquals(Optional.of(1L), anna.engine.entitledFrom(BEN));
        assertEquals(1, anna.seals.renewals.size());
        assertEquals(List.of(new RoomEffect.GiveKey(DANA, 3)), anna.all(RoomEffect.GiveKey.class));
    }

    @Test
    void rejoiningMemberIsNotEntitledToEarlierMessages() {
        anna.say(1, "hi").roster(2, BEN).roster(3, BEN, CEM);
        assertEquals(Optional.of(2L), anna.engine.entitledFrom(CEM));
    }

    @Test
    void progressTellsWhoHasAMessage() {
        anna.say(1, "hi");
        assertProgress(new RoomEffect.Progress(id(1), Set.of(), Set.of(BEN, CEM)));
        anna.forget().acknowledges(BEN, BENS, 1);
        assertProgress(new RoomEffect.Progress(id(1), Set.of(BEN), Set.of(CEM)));
        anna.forget().acknowledges(CEM, CEMS, 1);
        assertProgress(new RoomEffect.Progress(id(1), Set.of(BEN, CEM), Set.of()));
        assertTrue(anna.engine.isSettled());
    }

    private void assertProgress(RoomEffect.Progress told) {
        assertEquals(List.of(told), anna.all(RoomEffect.Progress.class));
    }

    @Test
    void memberThatGaveUpAMessageDoesNotHaveIt() {
        anna.say(1, "hi").say(2, "there").forget();
        anna.status(BEN, BENS, 0, 1, Optional.empty(), new Bench.Heard(ANNAS, 2, 1, true));
        assertEquals(List.of(), anna.all(RoomEffect.Progress.class));
        assertTrue(anna.engine.entitledFrom(BEN).isPresent());
        anna.say(3, "again").forget();
        anna.status(BEN, BENS, 0, 1, Optional.empty(), new Bench.Heard(ANNAS, 3, 1, true));
        assertEquals(
                List.of(new RoomEffect.Progress(id(3), Set.of(BEN), Set.of(CEM))), anna.all(RoomEffect.Progress.class));
    }

    @Test
    void senderDoesNotWaitForFormerMembers() {
        anna.say(1, "hi").acknowledges(BEN, BENS, 1);
        assertFalse(anna.engine.isSettled());
        anna.forget().roster(2, BEN);
        assertTrue(anna.engine.isSettled());
        assertEquals(
                List.of(new RoomEffect.Progress(id(1), Set.of(BEN), Set.of())), anna.all(RoomEffect.Progress.class));
    }

    @Test
    void lastMessageIsAnnouncedUntilAllHaveIt() {
        anna.advance(1_000).forget().say(1, "hi");
        long saidMs = anna.nowMs;
        anna.advance(1_000);
        List<Long> afterMs = anna.sentMs(RoomStatus.class).stream()
                .map(atMs -> atMs - saidMs)
                .toList();
        assertEquals(List.of(20L, 60L, 140L, 300L, 620L), afterMs);
        assertEquals(1, anna.sent(RoomStatus.class).get(0).last());
        anna.acknowledges(BEN, BENS, 1)
                .acknowledges(CEM, CEMS, 1)
                .advance(2_000)
                .forget()
                .advance(10_000);
        assertEquals(0, anna.sent(RoomStatus.class).size());
    }

    @Test
    void whatFollowsSoonAnnouncesItself() {
        anna.advance(1_000).forget();
        for (int i = 1; i <= 10; i++) {
            anna.say(i, "hi").advance(Timing.ANNOUNCE_MS - 1);
        }
        assertEquals(0, anna.sent(RoomStatus.class).size());
    }

    @Test
    void returningMemberIsSentTheAnnouncement() {
        anna.say(1, "hi").acknowledges(BEN, BENS, 1);
        anna.take(anna.engine.roster(1, Map.of(BEN, true, CEM, false), anna.nowMs));
        anna.advance(10_000).forget().roster(1, BEN, CEM).advance(Timing.ANNOUNCE_MS);
        assertEquals(1, anna.sent(RoomStatus.class).size());
    }

    @Test
    void concurrentRequestsAreAnsweredOnce() {
        anna.say(1, "one").say(2, "two").forget();
        Nak nak = new Nak(List.of(range(ANNAS, 1, 200), range(99, 1, 9)));
        anna.take(anna.engine.nak(BEN, nak, anna.nowMs)).take(anna.engine.nak(CEM, nak, anna.nowMs + 1));
        assertEquals(2, anna.sent(FakeSeals.Data.class).size());
        anna.take(anna.engine.nak(CEM, nak, anna.nowMs + Timing.RESEND_HOLD_MS));
        assertEquals(4, anna.sent(FakeSeals.Data.class).size());
    }

    @Test
    void aFloodOfQuestionsIsAnsweredWithinBounds() {
        for (int i = 1; i <= 300; i++) {
            anna.say(i, "flood");
        }
        anna.forget();
        Nak nak = new Nak(List.of(range(ANNAS, 1, 256), range(ANNAS, 257, 300)));
        for (int i = 0; i < 100; i++) {
            anna.take(anna.engine.nak(BEN, nak, anna.nowMs + 9L * i));
        }
        assertEquals(Bounds.RESENDS_PER_SECOND, anna.sent(FakeSeals.Data.class).size());
    }

    @Test
    void memberWithoutMulticastIsServedOverItsLine() {
        anna.acknowledges(BEN, BENS, 0).forget().say(1, "hi");
        assertEquals(Set.of(CEM), anna.all(RoomEffect.Send.class).get(0).overLines());
    }

    @Test
    void unacknowledgedMessageIsPushedAtGrowingIntervals() {
        anna.acknowledges(BEN, BENS, 0).say(1, "hi").acknowledges(BEN, BENS, 1).forget();
        long saidMs = anna.nowMs;
        anna.advance(4_000);
        List<Long> pushedMs = anna.done.stream()
                .filter(done -> done.effect() instanceof RoomEffect.Push push
                        && push.member().equals(CEM))
                .map(done -> done.atMs() - saidMs)
                .toList();
        assertEquals(List.of(500L, 1_000L, 2_000L, 4_000L), pushedMs);
        anna.status(CEM, CEMS, 0, 1, Optional.empty(), new Bench.Heard(ANNAS, 1, 0, false));
        anna.forget().advance(20_000);
        assertEquals(List.of(), anna.all(RoomEffect.Push.class));
    }

    @Test
    void memberThatFallsBehindIsServedOverItsLine() {
        anna.acknowledges(BEN, BENS, 0).acknowledges(CEM, CEMS, 0).say(1, "hi").acknowledges(BEN, BENS, 1);
        anna.forget().advance(Timing.STALL_MS);
        assertEquals(List.of(), anna.all(RoomEffect.Push.class));
        anna.advance(1);
        assertEquals(
                List.of(CEM),
                anna.all(RoomEffect.Push.class).stream()
                        .map(RoomEffect.Push::member)
                        .toList());
    }

    @Test
    void changeOfMulticastReachIsReported() {
        anna.forget().acknowledges(BEN, BENS, 0).acknowledges(BEN, BENS, 0);
        anna.status(BEN, BENS, 0, 1, Optional.empty(), new Bench.Heard(ANNAS, 0, 0, false));
        assertEquals(
                List.of(new RoomEffect.Reach(BEN, true), new RoomEffect.Reach(BEN, false)),
                anna.all(RoomEffect.Reach.class));
    }

    @Test
    void neverReachedMemberIsReportedOnce() {
        anna.forget().say(1, "hi");
        anna.status(BEN, BENS, 0, 1, Optional.empty(), new Bench.Heard(ANNAS, 0, 0, false));
        assertEquals(List.of(), anna.all(RoomEffect.Reach.class));
        anna.status(BEN, BENS, 0, 1, Optional.empty(), new Bench.Heard(ANNAS, 1, 0, false));
        anna.say(2, "there").status(BEN, BENS, 0, 1, Optional.empty(), new Bench.Heard(ANNAS, 2, 0, false));
        assertEquals(List.of(new RoomEffect.Reach(BEN, false)), anna.all(RoomEffect.Reach.class));
    }

    @Test
    void moreIsNotKeptThanTheBound() {
        for (int i = 1; i <= Bounds.KEPT_DATAGRAMS + 10; i++) {
            anna.say(i, "much");
        }
        anna.forget().advance(1_000);
        assertEquals(11, anna.sent(RoomStatus.class).get(0).floor());
        assertEquals(List.of(), anna.engine.repair(BEN, range(ANNAS, 10, 10)));
        assertEquals(1, anna.engine.repair(BEN, range(ANNAS, 11, 11)).size());
        assertEquals(
                Bounds.REPAIR_DATAGRAMS,
                anna.engine.repair(BEN, range(ANNAS, 11, 99)).size());
        anna.forget().acknowledges(BEN, BENS, Bounds.KEPT_DATAGRAMS + 10);
        assertEquals(
                Bounds.FOLLOWED_MESSAGES, anna.all(RoomEffect.Progress.class).size());
    }

    @Test
    void messagesThatAllHaveAreNotKept() {
        anna.say(1, "hi").acknowledges(BEN, BENS, 1).acknowledges(CEM, CEMS, 1);
        assertEquals(List.of(), anna.engine.repair(BEN, range(ANNAS, 1, 1)));
    }

    @Test
    void aMemberIsToldThatAnnaIsAboutToLeave() {
        anna.take(anna.engine.leave(anna.nowMs));
        List<RoomStatus> statuses = anna.sent(RoomStatus.class);
        assertTrue(statuses.get(statuses.size() - 1).leaving());
    }

    @Test
    void aRoomOfOneSaysItsMessagesToNobody() {
        Bench alone = new Bench().roster(1).say(1, "hello?");
        assertTrue(alone.engine.isSettled());
        assertEquals(List.of(), alone.all(RoomEffect.GiveKey.class));
        assertEquals(0, alone.record.memory().own().orElseThrow().unsettled().size());
        assertEquals(
                new ChatText("hello?"),
                new ChatText(alone.sent(FakeSeals.Data.class).get(0).fragment().text()));
    }

    @Test
    void chainIsRenewedAfterAThousandNumbers() {
        Bench speaker = new Bench().roster(1, BEN);
        for (int i = 1; i <= 2_001; i++) {
            speaker.say(i, "again");
        }
        assertEquals(
                List.of(1L, 1_001L, 2_001L),
                speaker.seals.renewals.stream()
                        .map(FakeSeals.Renewal::fromSequence)
                        .toList());
        assertEquals(3, speaker.all(RoomEffect.GiveKey.class).size(), "members get each key");
    }

    @Test
    void chainIsRenewedAfterADay() {
        Bench speaker = new Bench().roster(1, BEN).say(1, "good morning");
        speaker.nowMs += Timing.CHAIN_MS - 1;
        speaker.say(2, "good night");
        assertEquals(1, speaker.seals.renewals.size());
        speaker.nowMs++;
        speaker.say(3, "good morning");
        assertEquals(2, speaker.seals.renewals.size());
    }

    private static List<Saying> sayings(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> new Saying(id(i), MessageBody.of(new ChatText("message " + i))))
                .toList();
    }

    @Test
    void waitingMessagesShareADatagram() {
        Bench speaker = new Bench().roster(1, BEN).forget();
        speaker.seals.version = RoomHeader.VERSION_2;
        speaker.take(speaker.engine.say(sayings(16), speaker.nowMs));
        assertEquals(1, speaker.all(RoomEffect.Send.class).size());
        assertEquals(16, speaker.all(RoomEffect.Keep.class).size());
        speaker.forget().acknowledges(BEN, BENS, 1);
        List<RoomEffect.Progress> progress = speaker.all(RoomEffect.Progress.class);
        assertEquals(16, progress.size());
        assertTrue(progress.stream().allMatch(one -> one.confirmed().equals(Set.of(BEN))));
    }

    @Test
    void version1SendsADatagramForEachMessage() {
        Bench speaker = new Bench().roster(1, BEN).forget();
        speaker.take(speaker.engine.say(sayings(3), speaker.nowMs));
        assertEquals(3, speaker.all(RoomEffect.Send.class).size());
    }
}
