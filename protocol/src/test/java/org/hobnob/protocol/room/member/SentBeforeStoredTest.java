package org.hobnob.protocol.room.member;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A program may end when a message has been sent and is not on disk yet (SPEC 8.8). */
class SentBeforeStoredTest {
    private final Trio trio = new Trio(true);
    private Trio.Program again;

    /** Ben hears all of it, Dana does not hear what is not stored. */
    @BeforeEach
    void crash() {
        List<byte[]> stored = trio.omar.say("stored");
        List.of(trio.ben, trio.dana)
                .forEach(program -> program.keysOf(trio.omar).hears(stored));
        trio.ben.hears(trio.omar.sayLast("not stored"));
        again = trio.omarAgain();
        again.say("after the restart");
        List.of(trio.ben, trio.dana)
                .forEach(program -> program.keysOf(again).hears(again.sent()).hears(again.pass(2_000)));
    }

    @Test
    void whoGotItIsShownAllOnce() {
        assertEquals(List.of("stored", "not stored", "after the restart"), trio.ben.shown());
    }

    @Test
    void whoDidNotGetItMissesNothingThatWasAccepted() {
        assertEquals(List.of("stored", "after the restart"), trio.dana.shown());
        assertEquals(List.of(), trio.dana.all(RoomEffect.Missed.class));
    }

    @Test
    void nobodyIsAccused() {
        assertEquals(List.of(), trio.ben.all(RoomEffect.DifferentTexts.class));
        assertEquals(List.of(), trio.dana.all(RoomEffect.DifferentTexts.class));
    }
}
