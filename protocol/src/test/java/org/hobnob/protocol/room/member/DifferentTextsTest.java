package org.hobnob.protocol.room.member;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.hobnob.protocol.room.engine.RoomEffect.DifferentTexts;
import org.junit.jupiter.api.Test;

/** SPEC 8.10: a modified program that shows members different texts under one number. */
class DifferentTextsTest {
    private final Trio trio = new Trio(true);

    /** Omar says one thing to Dana and another to Ben, over their lines. */
    private static List<List<byte[]>> deceive(Trio trio) {
        List<byte[]> toDana = trio.omar.say("pay dana");
        List<byte[]> toBen = trio.twin.say("pay ben!");
        trio.dana.keysOf(trio.omar).hears(toDana);
        trio.ben.keysOf(trio.twin).hears(toBen);
        return List.of(toDana, toBen);
    }

    @Test
    void nextMessageProvesDifferentTexts() {
        List<List<byte[]>> told = deceive(trio);
        List<byte[]> next = trio.omar.say("as I said");
        trio.dana.hears(next);
        trio.ben.hears(next);
        assertEquals(List.of(), trio.dana.all(DifferentTexts.class));
        DifferentTexts shown = trio.ben.all(DifferentTexts.class).get(0);
        assertEquals(Trio.OMAR, shown.sender());
        assertEquals(Trio.OMAR, shown.reporter());
        assertArrayEquals(told.get(1).get(0), shown.evidence().get(0));
        assertArrayEquals(next.get(0), shown.evidence().get(1));
        assertEquals(List.of("pay ben!", "as I said"), trio.ben.shown(), "the stream goes on");
    }

    @Test
    void version1DoesNotNoticeIt() {
        Trio before = new Trio(false);
        deceive(before);
        List<byte[]> next = before.omar.say("as I said");
        before.dana.hears(next);
        before.ben.hears(next).hears(before.dana.pass(20_000));
        assertEquals(List.of("pay dana", "as I said"), before.dana.shown());
        assertEquals(List.of("pay ben!", "as I said"), before.ben.shown());
        assertEquals(List.of(), before.ben.all(DifferentTexts.class));
    }

    @Test
    void readersStatusRevealsAStreamThatStaysSplit() {
        deceive(trio);
        trio.ben.hears(trio.dana.pass(2_000));
        DifferentTexts shown = trio.ben.all(DifferentTexts.class).get(0);
        assertEquals(Trio.OMAR, shown.sender());
        assertEquals(Trio.DANA, shown.reporter());
        assertEquals(2, shown.evidence().size());
    }

    @Test
    void readerThatIsBehindRemembersTheReport() {
        List<byte[]> toDana = trio.omar.say("pay dana");
        List<byte[]> toBen = trio.twin.say("pay ben!");
        trio.dana.keysOf(trio.omar).hears(toDana);
        trio.ben.keysOf(trio.twin).hears(trio.dana.pass(2_000));
        assertEquals(List.of(), trio.ben.all(DifferentTexts.class));
        trio.ben.hears(toBen);
        assertEquals(Trio.DANA, trio.ben.all(DifferentTexts.class).get(0).reporter());
    }

    @Test
    void ownStatusRevealsDifferentTexts() {
        deceive(trio);
        trio.ben.hears(trio.omar.pass(100));
        assertEquals(Trio.OMAR, trio.ben.all(DifferentTexts.class).get(0).reporter());
    }

    @Test
    void restartedReaderStillNotices() {
        deceive(trio);
        Trio.Program again = trio.benAgain().keysOf(trio.twin);
        again.hears(trio.omar.say("as I said"));
        assertEquals(List.of("as I said"), again.shown());
        assertEquals(Trio.OMAR, again.all(DifferentTexts.class).get(0).sender());
    }

    @Test
    void warningComesOncePerStream() {
        deceive(trio);
        trio.ben.hears(trio.dana.pass(2_000));
        trio.ben.hears(trio.omar.say("as I said")).hears(trio.dana.pass(20_000));
        assertEquals(1, trio.ben.all(DifferentTexts.class).size());
    }

    @Test
    void honestRestartCausesNoWarning() {
        List<byte[]> first = trio.omar.say("one");
        trio.ben.keysOf(trio.omar).hears(first).hears(trio.omar.say("two"));
        Trio.Program again = trio.benAgain().keysOf(trio.omar);
        again.hears(trio.omar.say("three")).hears(trio.omar.pass(1_000));
        assertEquals(List.of("one", "two"), trio.ben.shown());
        assertEquals(List.of("three"), again.shown());
        assertEquals(List.of(), again.all(DifferentTexts.class));
    }
}
