package org.hobnob.protocol.room.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.junit.jupiter.api.Test;

/** SPEC 8.10: a registry that tells members different members. */
class RosterAgreementTest {
    private static final long LONG_ENOUGH_MS = 45_000;

    private final Trio trio = new Trio(true);

    /** Mallory is in the room and leaves; Omar is not told, and so speaks under keys that Mallory has. */
    private static Trio.Program hidesALeaveFromOmar(Trio trio) {
        List.of(trio.dana, trio.ben, trio.omar)
                .forEach(program -> program.told(2, Trio.DANA, Trio.BEN, Trio.OMAR, Trio.MALLORY));
        trio.dana.told(3, Trio.DANA, Trio.BEN, Trio.OMAR);
        trio.ben.told(3, Trio.DANA, Trio.BEN, Trio.OMAR);
        trio.omar.told(3, Trio.DANA, Trio.BEN, Trio.OMAR, Trio.MALLORY);
        return trio.dana;
    }

    private static void speaks(Trio.Program speaker, Trio.Program reader) {
        List<byte[]> first = speaker.say("hello");
        reader.keysOf(speaker).hears(first);
        for (long waited = 0; waited < LONG_ENOUGH_MS; waited += 5_000) {
            List<byte[]> statuses = speaker.pass(5_000);
            reader.hears(statuses);
            reader.hears(speaker.say("more"));
            speaker.hears(reader.pass(0));
        }
    }

    private static List<RoomEffect.RosterDiffers> warnings(Trio.Program program) {
        return program.all(RoomEffect.RosterDiffers.class);
    }

    @Test
    void hiddenLeaveIsShown() {
        Trio.Program dana = hidesALeaveFromOmar(trio);
        speaks(trio.omar, dana);
        assertEquals(List.of(new RoomEffect.RosterDiffers(Trio.OMAR, 3)), warnings(dana));
    }

    @Test
    void version1DoesNotNoticeIt() {
        Trio before = new Trio(false);
        Trio.Program dana = hidesALeaveFromOmar(before);
        speaks(before.omar, dana);
        assertTrue(dana.shown().size() > 2);
        assertEquals(List.of(), warnings(dana));
    }

    @Test
    void readerAddedForOneSpeakerIsShown() {
        trio.dana.told(2, Trio.DANA, Trio.BEN, Trio.OMAR);
        trio.omar.told(2, Trio.DANA, Trio.BEN, Trio.OMAR, Trio.MALLORY);
        speaks(trio.omar, trio.dana);
        assertEquals(List.of(new RoomEffect.RosterDiffers(Trio.OMAR, 2)), warnings(trio.dana));
    }

    @Test
    void registryIsAskedBeforeThePersonIsWarned() {
        Trio.Program dana = hidesALeaveFromOmar(trio);
        List<byte[]> said = trio.omar.say("hello");
        dana.keysOf(trio.omar).hears(said);
        dana.pass(3_000);
        assertEquals(1, dana.all(RoomEffect.AskRoster.class).size());
        assertEquals(List.of(), warnings(dana));
    }

    @Test
    void differenceOfAMomentIsNoLie() {
        Trio.Program dana = hidesALeaveFromOmar(trio);
        List<byte[]> said = trio.omar.say("hello");
        dana.keysOf(trio.omar).hears(said);
        dana.pass(3_000);
        trio.omar.told(3, Trio.DANA, Trio.BEN, Trio.OMAR);
        speaks(trio.omar, dana);
        assertEquals(List.of(), warnings(dana));
    }

    /** The registry answers Ben's questions with what he knows. */
    private static void asksAndIsToldTheSame(Trio.Program ben, Trio.Program speaker) {
        for (long waited = 0; waited < LONG_ENOUGH_MS; waited += 5_000) {
            ben.hears(speaker.pass(5_000));
            ben.hears(speaker.say("more"));
            int asked = ben.all(RoomEffect.AskRoster.class).size();
            ben.pass(5_000);
            if (ben.all(RoomEffect.AskRoster.class).size() > asked) {
                ben.told(1, Trio.DANA, Trio.BEN, Trio.OMAR);
            }
        }
    }

    /** Omar was thrown out; Ben is not told, and so goes on to speak under keys that Omar has. */
    private static List<RoomEffect.RosterDiffers> keepsBenAtAnEarlierVersion(Trio trio) {
        trio.dana.told(2, Trio.DANA, Trio.BEN);
        List<byte[]> first = trio.dana.say("hello");
        trio.ben.keysOf(trio.dana).hears(first);
        asksAndIsToldTheSame(trio.ben, trio.dana);
        return warnings(trio.ben);
    }

    @Test
    void earlierRosterKeptFromChangingIsShownOnce() {
        assertEquals(List.of(new RoomEffect.RosterDiffers(Trio.DANA, 2)), keepsBenAtAnEarlierVersion(trio));
    }

    @Test
    void version1DoesNotNoticeTheEarlierRoster() {
        assertEquals(List.of(), keepsBenAtAnEarlierVersion(new Trio(false)));
    }

    @Test
    void laterRosterThatComesInTheEndIsNoLie() {
        trio.dana.told(2, Trio.DANA, Trio.BEN);
        List<byte[]> first = trio.dana.say("hello");
        trio.ben.keysOf(trio.dana).hears(first);
        trio.ben.hears(trio.dana.pass(5_000)).told(1, Trio.DANA, Trio.BEN, Trio.OMAR);
        trio.ben.hears(trio.dana.pass(5_000)).hears(trio.dana.say("and")).told(2, Trio.DANA, Trio.BEN);
        asksAndIsToldTheSame(trio.ben, trio.dana);
        assertEquals(List.of(), warnings(trio.ben));
    }

    @Test
    void registryThatDoesNotAnswerIsNoLiar() {
        trio.dana.told(2, Trio.DANA, Trio.BEN, Trio.OMAR);
        speaks(trio.dana, trio.ben);
        assertTrue(trio.ben.all(RoomEffect.AskRoster.class).size() > 1);
        assertEquals(List.of(), warnings(trio.ben));
    }
}
