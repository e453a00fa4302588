package org.hobnob.protocol.chat;

import static org.hobnob.protocol.chat.ChatFixture.DANA;
import static org.hobnob.protocol.chat.ChatFixture.LINE;
import static org.hobnob.protocol.chat.ChatFixture.OMAR;
import static org.hobnob.protocol.chat.ChatFixture.id;
import static org.hobnob.protocol.chat.ChatFixture.names;
import static org.hobnob.protocol.chat.ChatFixture.of;
import static org.hobnob.protocol.chat.ChatFixture.sent;
import static org.hobnob.protocol.chat.ChatFixture.sentTexts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.message.peer.DirectRefusal;
import org.hobnob.protocol.message.peer.PeerMessage.DirectMessage;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.LogPlace;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

/** What the sending side of a direct chat does (SPEC 7.1). */
class SendingTest {
    private final ChatFixture dana = new ChatFixture(DANA);

    @Test
    void messageIsStoredBeforeItCountsAsQueued() {
        assertEquals(List.of("Keep", "Keep", "Queued", "Connect"), names(dana.say(OMAR, "hello")));
        dana.lineUp(OMAR, LINE);
        assertEquals(List.of("Keep", "Queued", "Send"), names(dana.say(OMAR, "again")));
    }

    @Test
    void messagesAreNumberedFromOneWithoutHoles() {
        dana.say(OMAR, "a");
        dana.say(OMAR, "b");
        List<DirectMessage> sent = sent(dana.lineUp(OMAR, LINE));
        LogId log = sent.get(0).place().log();
        assertEquals(
                List.of(new LogPlace(log, 1, 1), new LogPlace(log, 2, 1)),
                sent.stream().map(DirectMessage::place).toList());
        assertEquals(
                List.of(id("a"), id("b")), sent.stream().map(DirectMessage::id).toList());
        assertEquals(DANA, sent.get(0).sender());
        assertEquals(OMAR, sent.get(0).recipient());
    }

    @Test
    void acknowledgementIsCumulative() {
        sayMany(40);
        List<ChatEffect> up = dana.lineUp(OMAR, LINE);
        assertEquals(texts(0, ChatLimits.WINDOW), sentTexts(up));
        List<ChatEffect> acknowledged = acknowledge(up, 3);
        assertEquals(
                List.of(
                        new ChatEffect.Delivered(OMAR, id("m0"), 39),
                        new ChatEffect.Delivered(OMAR, id("m1"), 38),
                        new ChatEffect.Delivered(OMAR, id("m2"), 37)),
                of(ChatEffect.Delivered.class, acknowledged));
        assertEquals(texts(ChatLimits.WINDOW, ChatLimits.WINDOW + 3), sentTexts(acknowledged));
        assertEquals(new LogPlace(log(up), 17, 4), sent(acknowledged).get(0).place());
        assertEquals(37, dana.engine.waiting().get(OMAR));
    }

    @Test
    void invalidAcknowledgementsHaveNoEffect() {
        sayMany(3);
        List<ChatEffect> up = dana.lineUp(OMAR, LINE);
        acknowledge(up, 2);
        assertEquals(List.of(), acknowledge(up, 2));
        assertEquals(List.of(), acknowledge(up, 1));
        assertEquals(List.of(), acknowledge(up, 4));
        assertEquals(List.of(), acknowledge(up, Long.MAX_VALUE));
        assertEquals(List.of(), dana.engine.acknowledged(OMAR, ChatFixture.log(9), 3, dana.nowMs));
        assertEquals(List.of(), dana.engine.acknowledged(new UserName("eve"), log(up), 3, dana.nowMs));
    }

    @Test
    void unacknowledgedMessagesAreResentAfterACut() {
        sayMany(5);
        List<ChatEffect> up = dana.lineUp(OMAR, LINE);
        acknowledge(up, 2);
        assertEquals(List.of(), dana.lineDown(OMAR, LINE));
        List<ChatEffect> connecting = dana.tick(ChatLimits.FIRST_RETRY_MS);
        assertEquals(List.of("Connect"), names(connecting));
        List<DirectMessage> again = sent(dana.lineUp(OMAR, 8));
        assertEquals(
                IntStream.range(3, 6).mapToObj(n -> new LogPlace(log(up), n, 3)).toList(),
                again.stream().map(DirectMessage::place).toList());
        assertEquals(id("m2"), again.get(0).id());
    }

    @Test
    void restartKeepsTheNumbersOfMessages() {
        sayMany(20);
        List<ChatEffect> up = dana.lineUp(OMAR, LINE);
        acknowledge(up, 2);
        dana.start();
        List<DirectMessage> again = sent(dana.lineUp(OMAR, 1));
        assertEquals(
                texts(2, 2 + ChatLimits.WINDOW),
                again.stream().map(m -> m.text().text()).toList());
        assertEquals(new LogPlace(log(up), 3, 3), again.get(0).place());
    }

    @Test
    void lostLineFallsBackToTheFirst() {
        sayMany(2);
        dana.lineUp(OMAR, 1);
        List<ChatEffect> second = dana.lineUp(OMAR, 2);
        assertEquals(
                List.of(2L, 2L),
                of(ChatEffect.Send.class, second).stream()
                        .map(ChatEffect.Send::line)
                        .toList());
        List<ChatEffect> back = dana.lineDown(OMAR, 2);
        assertEquals(
                List.of(1L, 1L),
                of(ChatEffect.Send.class, back).stream()
                        .map(ChatEffect.Send::line)
                        .toList());
        assertEquals(List.of(), dana.lineDown(OMAR, 2));
    }

    @Test
    void theLossOfALineNotInUseSendsNothing() {
        sayMany(2);
        dana.lineUp(OMAR, 1);
        dana.lineUp(OMAR, 2);
        assertEquals(List.of(), dana.lineDown(OMAR, 1));
    }

    @Test
    void triesDoubleFromOneSecondToThirtyWithJitter() {
        dana.say(OMAR, "hello");
        for (int failure = 0; failure < 8; failure++) {
            dana.keep(dana.engine.connectFailed(OMAR, dana.nowMs));
            long waitMs = dana.engine.wakeAtMs().orElseThrow() - dana.nowMs;
            long capMs = Math.min(30_000, 1_000L << failure);
            assertTrue(waitMs >= capMs / 2 && waitMs <= capMs, "failure " + failure + " waits " + waitMs);
            assertEquals(List.of(), dana.tick(waitMs - 1));
            assertEquals(List.of("Connect"), names(dana.tick(1)));
        }
    }

    @Test
    void aSignOfTheContactEndsTheWaiting() {
        failOften();
        dana.nowMs += 2_000;
        assertEquals(List.of("Connect"), names(dana.engine.seen(OMAR, dana.nowMs)));
    }

    @Test
    void manySignsCostTwoTriesInASecondAtMost() {
        failOften();
        dana.nowMs += 2_000;
        int tries = 0;
        for (int i = 0; i < 1_000; i++) {
            tries += names(dana.engine.seen(OMAR, dana.nowMs)).size();
            dana.engine.connectFailed(OMAR, dana.nowMs);
            dana.nowMs += 10;
        }
        assertTrue(tries >= 10 && tries <= 20, tries + " tries in 10 s");
    }

    @Test
    void aTryWithoutAnAnswerCountsAsFailed() {
        dana.say(OMAR, "hello");
        assertEquals(List.of(), dana.tick(ChatLimits.CONNECT_MS));
        assertEquals(List.of("Connect"), names(dana.tick(ChatLimits.FIRST_RETRY_MS)));
    }

    @Test
    void nothingWakesWhereNothingWaits() {
        assertEquals(OptionalLong.empty(), dana.engine.wakeAtMs());
        List<ChatEffect> up = dana.lineUp(OMAR, LINE);
        dana.lineDown(OMAR, LINE);
        assertEquals(List.of(), up);
        assertEquals(OptionalLong.empty(), dana.engine.wakeAtMs());
    }

    @Test
    void aLineOverWhichNothingComesBackIsClosed() {
        sayMany(3);
        List<ChatEffect> up = dana.lineUp(OMAR, LINE);
        dana.tick(ChatLimits.ANSWER_MS - 1);
        acknowledge(up, 1);
        assertEquals(List.of(), dana.tick(ChatLimits.ANSWER_MS - 1));
        assertEquals(List.of(new ChatEffect.Close(OMAR, LINE)), dana.tick(1));
        assertEquals(List.of("Connect"), names(dana.tick(ChatLimits.FIRST_RETRY_MS)));
    }

    @Test
    void aRefusalKeepsTheMessagesAndTellsOnce() {
        sayMany(3);
        List<ChatEffect> up = dana.lineUp(OMAR, LINE);
        List<ChatEffect> refused = refuse(up, 1, DirectRefusal.NOT_RECIPIENT);
        assertEquals(List.of(new ChatEffect.Held(OMAR, DirectRefusal.NOT_RECIPIENT)), refused);
        assertEquals(List.of(), refuse(up, 2, DirectRefusal.NOT_RECIPIENT));
        assertEquals(
                List.of(),
                dana.say(OMAR, "more").stream()
                        .filter(ChatEffect.Send.class::isInstance)
                        .toList());
        List<ChatEffect> again = dana.tick(ChatLimits.FIRST_RETRY_MS);
        assertEquals(List.of("m0", "m1", "m2", "more"), sentTexts(again));
        assertEquals(List.of(), refuse(up, 1, DirectRefusal.NOT_RECIPIENT));
        assertEquals(4, dana.engine.waiting().get(OMAR));
    }

    @Test
    void aTakenNumberBeginsANewLogWithTheSameIds() {
        sayMany(5);
        List<ChatEffect> up = dana.lineUp(OMAR, LINE);
        acknowledge(up, 2);
        List<ChatEffect> again = refuse(up, 3, DirectRefusal.NUMBER_TAKEN);
        LogId log = log(again);
        assertNotEquals(log(up), log);
        assertEquals(new LogPlace(log, 1, 1), sent(again).get(0).place());
        assertEquals(
                List.of(id("m2"), id("m3"), id("m4")),
                sent(again).stream().map(DirectMessage::id).toList());
        dana.start();
        assertEquals(new LogPlace(log, 1, 1), sent(dana.lineUp(OMAR, 1)).get(0).place());
    }

    @Test
    void refusedNumbersDoNotSpeedUpRetries() {
        sayMany(5);
        List<ChatEffect> sent = refuse(dana.lineUp(OMAR, LINE), 1, DirectRefusal.NUMBER_TAKEN);
        assertEquals(List.of("Held"), names(refuse(sent, 1, DirectRefusal.NUMBER_TAKEN)));
    }

    @Test
    void cancelledMessagesAreNotMissed() {
        sayMany(5);
        List<ChatEffect> up = dana.lineUp(OMAR, LINE);
        acknowledge(up, 2);
        List<ChatEffect> cancelled = dana.keep(dana.engine.cancel(OMAR));
        assertEquals(
                List.of(new ChatEffect.Cancelled(OMAR, List.of(id("m2"), id("m3"), id("m4")))),
                of(ChatEffect.Cancelled.class, cancelled));
        assertEquals(Map.of(), dana.engine.waiting());
        assertEquals(Map.of(), dana.disk);
        DirectMessage next = sent(dana.say(OMAR, "next")).get(0);
        assertNotEquals(log(up), next.place().log());
        assertEquals(1, next.place().number());
        assertEquals(List.of(), acknowledge(up, 5));
    }

    @Test
    void aFullOutboxRefusesAndSaysSo() {
        sayMany(ChatLimits.WAITING);
        assertEquals(List.of(new ChatEffect.Full(OMAR, id("x"))), dana.say(OMAR, "x"));
        assertEquals(ChatLimits.WAITING, dana.engine.waiting().get(OMAR));
        assertEquals(ChatLimits.WAITING + 1, dana.disk.size());
    }

    @Test
    void bytesAreBoundedForEachContactAndInAll() {
        String long1 = "é".repeat(1_750);
        int fitting = ChatLimits.WAITING_BYTES / 3_500;
        int contacts = ChatLimits.ALL_WAITING_BYTES / (fitting * 3_500);
        for (int contact = 0; contact < contacts; contact++) {
            for (int i = 0; i < fitting; i++) {
                assertEquals(
                        1,
                        of(ChatEffect.Queued.class, dana.say(new UserName("u" + contact), long1))
                                .size());
            }
            assertEquals(List.of("Full"), names(dana.say(new UserName("u" + contact), long1)));
        }
        int left = (ChatLimits.ALL_WAITING_BYTES - contacts * fitting * 3_500) / 3_500;
        for (int i = 0; i < left; i++) {
            dana.say(new UserName("v"), long1);
        }
        assertEquals(List.of("Full"), names(dana.say(new UserName("v"), long1)));
    }

    @Test
    void messagesAreBoundedInAll() {
        for (int i = 0; i < ChatLimits.ALL_WAITING; i++) {
            assertEquals(
                    1,
                    of(ChatEffect.Queued.class, dana.say(new UserName("u" + i % 20), "m" + i))
                            .size());
        }
        assertEquals(List.of("Full"), names(dana.say(new UserName("other"), "x")));
    }

    @Test
    void recordsWithAHoleAreMendedByANewLog() {
        sayMany(3);
        LogId before = log(dana.lineUp(OMAR, LINE));
        dana.disk.remove(new Stored.Waiting(OMAR, before, 2, id("m1"), EncodedBody.of(new ChatText("m1"))).key());
        dana.start();
        List<DirectMessage> sent = sent(dana.lineUp(OMAR, 1));
        assertEquals(
                List.of("m0", "m2"), sent.stream().map(m -> m.text().text()).toList());
        assertNotEquals(before, sent.get(0).place().log());
        dana.start();
        assertEquals(sent, sent(dana.lineUp(OMAR, 1)));
    }

    private void sayMany(int count) {
        IntStream.range(0, count).forEach(i -> dana.say(OMAR, "m" + i));
    }

    private void failOften() {
        dana.say(OMAR, "hello");
        for (int i = 0; i < 10; i++) {
            dana.engine.connectFailed(OMAR, dana.nowMs);
            dana.tick(dana.engine.wakeAtMs().orElseThrow() - dana.nowMs);
        }
        dana.engine.connectFailed(OMAR, dana.nowMs);
    }

    private static List<String> texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "m" + i).toList();
    }

    private static LogId log(List<ChatEffect> effects) {
        return sent(effects).get(0).place().log();
    }

    private List<ChatEffect> acknowledge(List<ChatEffect> ofLog, long through) {
        return dana.keep(dana.engine.acknowledged(OMAR, log(ofLog), through, dana.nowMs));
    }

    private List<ChatEffect> refuse(List<ChatEffect> ofLog, long number, DirectRefusal reason) {
        return dana.keep(dana.engine.refused(OMAR, log(ofLog), number, reason, dana.nowMs));
    }
}
