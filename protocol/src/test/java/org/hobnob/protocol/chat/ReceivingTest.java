package org.hobnob.protocol.chat;

import static org.hobnob.protocol.chat.ChatFixture.DANA;
import static org.hobnob.protocol.chat.ChatFixture.LINE;
import static org.hobnob.protocol.chat.ChatFixture.OMAR;
import static org.hobnob.protocol.chat.ChatFixture.fromOmar;
import static org.hobnob.protocol.chat.ChatFixture.log;
import static org.hobnob.protocol.chat.ChatFixture.names;
import static org.hobnob.protocol.chat.ChatFixture.of;
import static org.hobnob.protocol.chat.ChatFixture.shown;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.mailbox.LetterItem;
import org.hobnob.protocol.mailbox.MailRecord;
import org.hobnob.protocol.message.peer.DirectRefusal;
import org.hobnob.protocol.message.peer.PeerMessage.DirectMessage;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.LogPlace;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

/** What the receiving side of a direct chat does (SPEC 7.1). */
class ReceivingTest {
    private final ChatFixture dana = new ChatFixture(DANA);

    @Test
    void aMessageIsStoredThenShownThenAcknowledged() {
        List<ChatEffect> effects = dana.received(fromOmar(log(1), 1, 1, "a"));
        assertEquals(List.of("Keep", "Keep", "Deliver", "Acknowledge"), names(effects));
        assertEquals(new ChatEffect.Acknowledge(1, log(1), 1), effects.get(3));
    }

    @Test
    void duplicateIsAcknowledgedAndNotShown() {
        receive(1, 1, 5);
        assertEquals(List.of(new ChatEffect.Acknowledge(1, log(1), 2)), dana.received(fromOmar(log(1), 2, 1, "m2")));
    }

    @Test
    void duplicateAfterARestartIsNotShown() {
        receive(1, 1, 5);
        dana.start();
        assertEquals(List.of(new ChatEffect.Acknowledge(1, log(1), 5)), dana.received(fromOmar(log(1), 5, 5, "m5")));
        assertEquals(List.of("m6"), shown(dana.received(fromOmar(log(1), 6, 5, "m6"))));
    }

    @Test
    void aSenderMayRepeatAWholeWindow() {
        receive(1, 1, 40);
        for (long n = 41 - ChatLimits.WINDOW; n <= 40; n++) {
            assertEquals(
                    List.of(new ChatEffect.Acknowledge(1, log(1), n)),
                    dana.received(fromOmar(log(1), n, 41 - ChatLimits.WINDOW, "m" + n)));
        }
    }

    @Test
    void anotherMessageUnderATakenNumberIsRefused() {
        receive(1, 1, 40);
        assertRefused(DirectRefusal.NUMBER_TAKEN, fromOmar(log(1), 40, 40, "other"));
        assertRefused(DirectRefusal.NUMBER_TAKEN, fromOmar(log(1), 1, 1, "other"));
    }

    @Test
    void messageFromAnotherLogIsNotShownTwice() {
        receive(1, 1, 3);
        List<ChatEffect> again = dana.received(fromOmar(log(2), 1, 1, "m3"));
        assertEquals(List.of("Keep", "Acknowledge"), names(again));
        assertEquals(List.of("new"), shown(dana.received(fromOmar(log(2), 2, 1, "new"))));
    }

    @Test
    void messageAfterAGapIsRefused() {
        receive(1, 1, 3);
        assertRefused(DirectRefusal.OUT_OF_ORDER, fromOmar(log(1), 5, 1, "m5"));
        assertRefused(DirectRefusal.OUT_OF_ORDER, fromOmar(log(1), 6, 5, "m6"));
        assertEquals(List.of("m4"), shown(dana.received(fromOmar(log(1), 4, 1, "m4"))));
    }

    @Test
    void messagesThatTheSenderDroppedAreReportedMissing() {
        receive(1, 1, 3);
        List<ChatEffect> effects = dana.received(fromOmar(log(1), 7, 7, "m7"));
        assertEquals(List.of("Keep", "Keep", "Missing", "Deliver", "Acknowledge"), names(effects));
        assertEquals(new ChatEffect.Missing(OMAR, 3), effects.get(2));
        assertEquals(new ChatEffect.Acknowledge(1, log(1), 7), effects.get(4));
        assertRefused(DirectRefusal.NUMBER_TAKEN, fromOmar(log(1), 6, 6, "m6"));
    }

    @Test
    void anUnknownLogStartsWhereItsSenderBegins() {
        assertRefused(DirectRefusal.OUT_OF_ORDER, fromOmar(log(1), 8, 7, "m8"));
        List<ChatEffect> effects = dana.received(fromOmar(log(1), 7, 7, "m7"));
        assertEquals(List.of(), of(ChatEffect.Missing.class, effects));
        assertEquals(List.of("m7"), shown(effects));
    }

    @Test
    void theNewestLogsOfAContactAreRemembered() {
        for (int i = 1; i <= 50; i++) {
            dana.received(fromOmar(log(i), 1, 1, "m" + i));
            dana.engine.shown(unshown(i)).forEach(effect -> dana.keep(List.of(effect)));
        }
        assertEquals(ChatLimits.LOGS, dana.disk.size());
        assertEquals(List.of("Acknowledge"), names(dana.received(fromOmar(log(47), 1, 1, "m47"))));
        assertEquals(List.of("m46"), shown(dana.received(fromOmar(log(46), 1, 1, "m46"))));
    }

    private static Stored.Unshown unshown(int i) {
        return new Stored.Unshown(
                OMAR, log(i), 1, ChatFixture.id("m" + i), EncodedBody.of(new ChatText("m" + i)), i, false);
    }

    @Test
    void unshownMessagesAreShownAtTheNextStart() {
        receive(1, 1, 2);
        List<ChatEffect> shown = dana.received(fromOmar(log(2), 1, 1, "x"));
        dana.keep(dana.engine.shown(of(ChatEffect.Deliver.class, shown).get(0).message()));
        List<ChatEffect.Deliver> again = of(ChatEffect.Deliver.class, dana.start());
        assertEquals(List.of("m1", "m2"), shown(List.copyOf(again)));
        assertTrue(again.stream().allMatch(ChatEffect.Deliver::again));
        again.forEach(deliver -> dana.keep(dana.engine.shown(deliver.message())));
        assertEquals(List.of(), dana.start());
    }

    @Test
    void messageOfALetterIsStillOneAtTheNextStart() {
        receive(1, 1, 1);
        MailRecord owed = new MailRecord.Owed(OMAR, new LetterItem.Receipt(log(1), 2));
        dana.keep(dana.engine.receivedByLetter(OMAR, fromOmar(log(1), 2, 1, "m2"), 2, Optional.empty(), owed));
        assertEquals(
                List.of(false, true),
                of(ChatEffect.Deliver.class, dana.start()).stream()
                        .map(deliver -> deliver.message().byLetter())
                        .toList());
    }

    @Test
    void receiverThatShowsNothingTakesNoMore() {
        receive(1, 1, ChatLimits.UNSHOWN);
        assertRefused(
                DirectRefusal.UNAVAILABLE, fromOmar(log(1), ChatLimits.UNSHOWN + 1, ChatLimits.UNSHOWN + 1, "more"));
    }

    @Test
    void leastRecentlyUsedIdleContactIsForgotten() {
        dana.say(new UserName("u0"), "waits");
        dana.lineUp(new UserName("u1"), LINE);
        for (int i = 0; i <= ChatLimits.CONTACTS; i++) {
            List<ChatEffect> effects = dana.received(from("u" + i));
            of(ChatEffect.Deliver.class, effects).forEach(d -> dana.keep(dana.engine.shown(d.message())));
        }
        assertEquals(ChatLimits.CONTACTS + 2, dana.disk.size());
        for (String kept : List.of("u0", "u1", "u3", "u" + ChatLimits.CONTACTS)) {
            assertEquals(List.of("Acknowledge"), names(dana.received(from(kept))), kept);
        }
        assertEquals(1, of(ChatEffect.Deliver.class, dana.received(from("u2"))).size());
    }

    @Test
    void idleContactsEvictNobody() {
        dana.received(from("u0"));
        for (int i = 1; i <= 2 * ChatLimits.CONTACTS; i++) {
            dana.lineUp(new UserName("u" + i), i);
            dana.lineDown(new UserName("u" + i), i);
        }
        assertEquals(List.of("Acknowledge"), names(dana.received(from("u0"))));
    }

    private static DirectMessage from(String user) {
        return new DirectMessage(
                new UserName(user),
                DANA,
                ChatFixture.id(user),
                new LogPlace(log(1), 1, 1),
                EncodedBody.of(new ChatText("hi")));
    }

    /** Receives the messages of these numbers in log 1. */
    private void receive(int log, long from, long through) {
        LongStream.rangeClosed(from, through).forEach(n -> {
            List<ChatEffect> effects = dana.received(fromOmar(log(log), n, from, "m" + n));
            assertEquals(List.of("m" + n), shown(effects));
        });
    }

    private void assertRefused(DirectRefusal reason, DirectMessage message) {
        assertEquals(List.of(new ChatEffect.Refuse(1, reason)), dana.received(message));
    }
}
