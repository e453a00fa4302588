package org.hobnob.protocol.room.engine;

import static org.hobnob.protocol.room.engine.Bench.ANNAS;
import static org.hobnob.protocol.room.engine.Bench.BEN;
import static org.hobnob.protocol.room.engine.Bench.BENS;
import static org.hobnob.protocol.room.engine.Bench.CEM;
import static org.hobnob.protocol.room.engine.Bench.DANA;
import static org.hobnob.protocol.room.engine.Bench.id;
import static org.hobnob.protocol.room.engine.Bench.part;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Fragment;
import org.hobnob.protocol.room.RoomStatus;
import org.hobnob.protocol.room.ShortHash;
import org.junit.jupiter.api.Test;

/** What holds over a restart of Anna's program, and of Ben's (SPEC 8.8). */
class RestartTest {
    private static final long CEMS = 33;
    private static final long AGAIN = 12;
    private final Bench before = new Bench().roster(1, BEN, CEM);

    private Bench restarted() {
        return new Bench(AGAIN, before.record, 8);
    }

    private static List<String> texts(Bench bench) {
        return bench.sent(FakeSeals.Data.class).stream()
                .map(data -> data.fragment().text())
                .toList();
    }

    @Test
    void unconfirmedMessagesAreResentAfterARestart() {
        before.say(1, "one").say(2, "two").say(3, "three");
        before.acknowledges(BEN, BENS, 3).acknowledges(CEM, CEMS, 1);
        Bench after = restarted().roster(1, BEN, CEM).roster(1, BEN, CEM).say(4, "four");
        assertEquals(List.of("two", "three", "four"), texts(after));
        assertEquals(
                List.of(id(2), id(3), id(4)),
                after.sent(FakeSeals.Data.class).stream()
                        .map(data -> data.fragment().id())
                        .toList());
    }

    @Test
    void theStatusTellsFromWhichStreamThisOneGoesOn() {
        before.say(1, "one").say(2, "two").acknowledges(BEN, BENS, 2).acknowledges(CEM, CEMS, 1);
        Bench after = restarted().roster(1, BEN, CEM).advance(1_000);
        assertEquals(
                Optional.of(new RoomStatus.Prior(ANNAS, 1)),
                after.sent(RoomStatus.class).get(0).prior());
    }

    @Test
    void acknowledgedResendIsNotRepeated() {
        before.say(1, "one");
        Bench after = restarted().roster(1, BEN, CEM);
        after.status(BEN, BENS, 0, 1, Optional.empty(), Bench.Heard.of(AGAIN, 1));
        after.status(CEM, CEMS, 0, 1, Optional.empty(), Bench.Heard.of(AGAIN, 1));
        Bench third = new Bench(13, before.record, 9).roster(1, BEN, CEM);
        assertEquals(List.of(), texts(third));
    }

    @Test
    void laterMemberIsNotEntitledToResentMessages() {
        before.say(1, "one").roster(2, BEN, CEM, DANA).say(2, "two");
        Bench after = restarted().roster(2, BEN, CEM, DANA);
        assertEquals(List.of("one", "two"), texts(after));
        assertEquals(Optional.of(1L), after.engine.entitledFrom(BEN));
        assertEquals(Optional.of(2L), after.engine.entitledFrom(DANA));
    }

    @Test
    void rejoinedMemberIsNotEntitledEither() {
        before.say(1, "one").roster(2, BEN).roster(3, BEN, CEM);
        Bench after = restarted().roster(3, BEN, CEM);
        assertEquals(Optional.of(1L), after.engine.entitledFrom(BEN));
        assertEquals(Optional.of(2L), after.engine.entitledFrom(CEM));
    }

    @Test
    void nothingNewIsSaidBeforeTheRosterIsKnown() {
        before.say(1, "one");
        Bench after = restarted();
        assertThrows(IllegalStateException.class, () -> after.say(2, "two"));
    }

    @Test
    void newPlaceResendsNothing() {
        before.say(1, "one").followsBen().bens(1);
        before.record.apply(new Change.Joined());
        Bench after = restarted().roster(5, BEN, CEM);
        assertEquals(List.of(), texts(after));
        after.keys(BEN, BENS, 7, 7, true);
        assertEquals(0, after.missed());
        assertTrue(after.engine.wants(BENS, 7));
    }

    @Test
    void deliveredMessagesAreNotShownAgain() {
        before.followsBen().bens(1, 2, 4);
        Bench after = restarted().roster(1, BEN, CEM);
        after.keys(BEN, BENS, 1, 3, true).bens(2, 3, 4);
        assertEquals(List.of("22/3", "22/4"), after.shown());
        assertEquals(0, after.missed());
    }

    @Test
    void keysThatBeginTooLateShowWhatIsMissing() {
        before.followsBen().bens(1, 2);
        Bench after = restarted().roster(1, BEN, CEM).keys(BEN, BENS, 1, 6, true);
        assertEquals(List.of(new RoomEffect.Missed(BEN, 3, BENS, 3)), after.all(RoomEffect.Missed.class));
        assertTrue(after.engine.wants(BENS, 6));
    }

    @Test
    void keyThatBeginsTooLateCausesARequest() {
        before.followsBen().bens(1, 2);
        Bench after = restarted().roster(1, BEN, CEM).keys(BEN, BENS, 1, 6, false);
        assertEquals(0, after.missed());
        after.advance(1);
        assertEquals(List.of(new RoomEffect.AskKey(BEN, BENS, 2)), after.all(RoomEffect.AskKey.class));
    }

    @Test
    void aMessageHalfArrivedBeforeComesWhole() {
        before.followsBen();
        before.data(BEN, BENS, 1, new Fragment(id(1), 0, 2, "half "), true);
        Bench after = restarted().roster(1, BEN, CEM).keys(BEN, BENS, 1, 1, true);
        after.data(BEN, BENS, 1, new Fragment(id(1), 0, 2, "half "), true);
        after.data(BEN, BENS, 2, new Fragment(id(1), 1, 2, "whole"), true);
        assertEquals(List.of("half whole"), after.shown());
    }

    @Test
    void messagesResentByBenAreNotShownAgain() {
        before.followsBen().bens(1, 2);
        before.status(BEN, 23, 2, 1, Optional.of(new RoomStatus.Prior(BENS, 1)));
        before.advance(1);
        assertEquals(List.of(new RoomEffect.AskKey(BEN, 23, 0)), before.all(RoomEffect.AskKey.class));
        before.keys(BEN, 23, 1, 1, true);
        before.data(BEN, 23, 1, part(BENS, 2), true);
        before.data(BEN, 23, 2, part(BENS, 3), true);
        assertEquals(List.of("22/1", "22/2", "22/3"), before.shown());
        assertEquals(0, before.missed());
    }

    @Test
    void messagesNotResentAreShownAsMissing() {
        before.followsBen().bens(1, 2, 5);
        before.keys(BEN, 23, 1, 1, true);
        before.status(BEN, 23, 0, 1, Optional.of(new RoomStatus.Prior(BENS, 4)));
        assertEquals(2, before.missed());
        assertFalse(before.engine.isProven(BEN, BENS));
    }

    @Test
    void theSameHoldsOverARestartOfBoth() {
        before.followsBen().bens(1, 2);
        Bench after = restarted().roster(1, BEN, CEM).keys(BEN, 23, 1, 1, true);
        after.status(BEN, 23, 0, 1, Optional.of(new RoomStatus.Prior(BENS, 4)));
        assertEquals(2, after.missed());
        after.status(BEN, 23, 0, 1, Optional.of(new RoomStatus.Prior(BENS, 4)));
        assertEquals(2, after.missed(), "once");
    }

    @Test
    void aStreamThatIsOverStaysOver() {
        before.followsBen().bens(1);
        before.status(BEN, 23, 0, 1, Optional.of(new RoomStatus.Prior(BENS, 1)));
        before.keys(BEN, 23, 1, 1, true);
        before.status(BEN, 23, 0, 1, Optional.of(new RoomStatus.Prior(BENS, 1))).forget();
        before.status(BEN, BENS, 9, 1, Optional.empty())
                .keys(BEN, BENS, 1, 1, true)
                .advance(10_000);
        assertEquals(List.of(), before.all(RoomEffect.AskKey.class));
        assertFalse(before.engine.isProven(BEN, BENS));
        assertTrue(before.engine.isProven(BEN, 23));
    }

    @Test
    void delayedKeyDoesNotReplaceAStream() {
        before.followsBen().keys(BEN, 21, 1, 1, false);
        assertFalse(before.engine.isProven(BEN, 21));
        assertTrue(before.engine.isProven(BEN, BENS));
        before.advance(1);
        assertEquals(List.of(new RoomEffect.AskKey(BEN, 21, 0)), before.all(RoomEffect.AskKey.class));
        before.keys(BEN, BENS, 1, 1, true).forget().advance(1_000);
        assertEquals(List.of(), before.all(RoomEffect.AskKey.class), "the answer says which stream it is");
    }

    @Test
    void bothProgramsOfAUserAreHeard() {
        before.followsBen().bens(1).keys(BEN, 23, 1, 1, true);
        before.data(BEN, 23, 1, part(23, 1), true);
        before.status(BEN, BENS, 3, 1, Optional.empty()).bens(2, 3);
        assertEquals(List.of("22/1", "23/1", "22/2", "22/3"), before.shown());
    }

    @Test
    void gapsStayOpenWhileTheOwnerRestarts() {
        before.followsBen().bens(1, 3).status(BEN, 23, 2, 1, Optional.of(new RoomStatus.Prior(BENS, 1)));
        before.advance(10_000);
        assertEquals(0, before.missed());
        assertEquals(List.of(), before.asked(), "he has nothing of it any more");
        before.keys(BEN, 23, 1, 1, true);
        before.data(BEN, 23, 1, part(BENS, 2), true);
        before.data(BEN, 23, 2, part(BENS, 3), true);
        before.status(BEN, 23, 2, 1, Optional.of(new RoomStatus.Prior(BENS, 1)));
        assertEquals(List.of("22/1", "22/2", "22/3"), before.shown());
        assertEquals(0, before.missed());
    }

    @Test
    void memoryIsBounded() {
        for (int i = 1; i <= Bounds.UNSETTLED_MESSAGES + 5; i++) {
            before.say(i, "much");
        }
        RoomMemory.Own own = before.record.memory().own().orElseThrow();
        assertEquals(Bounds.UNSETTLED_MESSAGES, own.unsettled().size());
        assertEquals(5, own.settledThrough());
        for (int i = 1; i <= Bounds.REMEMBERED_MEMBERS + 5; i++) {
            UserName other = new UserName("member" + i);
            before.record.apply(new Change.Delivered(other, i, 1, 0, Optional.of(id(i)), ShortHash.NONE));
        }
        for (int i = 1; i <= Bounds.RECENT_MESSAGES + 5; i++) {
            before.record.apply(new Change.Delivered(BEN, BENS, i, 0, Optional.of(id(i)), ShortHash.NONE));
        }
        RoomMemory memory = before.record.memory();
        assertEquals(Bounds.REMEMBERED_MEMBERS, memory.theirs().size());
        List<MessageId> recent = memory.theirs().get(BEN).recent();
        assertEquals(Bounds.RECENT_MESSAGES, recent.size());
        assertEquals(id(6), recent.get(0));
    }

    @Test
    void messageIsStoredBeforeItIsSent() {
        before.forget().say(1, "one");
        RoomEffect.Keep first = (RoomEffect.Keep) before.done.get(0).effect();
        assertEquals(new ChatText("one"), ((Change.Said) first.change()).body().text());
    }
}
