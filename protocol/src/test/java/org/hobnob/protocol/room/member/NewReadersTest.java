package org.hobnob.protocol.room.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.junit.jupiter.api.Test;

/** SPEC 8.5: nobody who was not there before gets a key until the person was told. */
class NewReadersTest {
    private static final PublicKey FIRST = new PublicKey("01".repeat(32));
    private static final PublicKey SECOND = new PublicKey("02".repeat(32));

    private final Trio trio = new Trio(true);
    private final Readers readers = new Readers();

    private static List<UserName> given(Trio.Program program) {
        return program.all(RoomEffect.GiveKey.class).stream()
                .map(RoomEffect.GiveKey::member)
                .toList();
    }

    private static boolean reads(Trio.Program program, UserName user) {
        return program.room.keysFor(user, 0, 0).isPresent();
    }

    @Test
    void membersFoundOnEntryGetKeysAtOnce() {
        trio.dana.say("hi");
        assertEquals(List.of(Trio.BEN, Trio.OMAR), given(trio.dana));
        assertEquals(List.of(), trio.dana.all(RoomEffect.NewReader.class));
    }

    @Test
    void newReaderGetsNothingBeforeThePersonIsTold() {
        trio.dana.sees(2, Trio.DANA, Trio.BEN, Trio.OMAR, Trio.MALLORY);
        List<byte[]> before = trio.dana.say("before");
        long number = RoomHeader.parse(before.get(0)).orElseThrow().sequence();
        Nak.Range range = new Nak.Range(RoomHeader.parse(before.get(0)).orElseThrow().stream(), number, number);
        assertEquals(List.of(Trio.BEN, Trio.OMAR), given(trio.dana));
        assertTrue(!reads(trio.dana, Trio.MALLORY));
        assertEquals(List.of(), trio.dana.room.repair(Trio.MALLORY, range));

        trio.dana.shownReaders();
        assertTrue(reads(trio.dana, Trio.MALLORY));
        assertEquals(
                number + 1,
                trio.dana.room.keysFor(Trio.MALLORY, 0, 0).orElseThrow().entitledFrom());
        trio.dana.say("after");
        assertEquals(List.of(Trio.BEN, Trio.OMAR, Trio.MALLORY), given(trio.dana));
    }

    @Test
    void newReaderIsToldOnce() {
        for (long version = 2; version < 5; version++) {
            trio.dana.sees(version, Trio.DANA, Trio.BEN, Trio.OMAR, Trio.MALLORY);
        }
        trio.dana.shownReaders().told(5, Trio.DANA, Trio.BEN, Trio.OMAR, Trio.MALLORY);
        assertEquals(1, trio.dana.all(RoomEffect.NewReader.class).size());
    }

    @Test
    void readerThatLeftIsToldAgain() {
        trio.dana
                .told(2, Trio.DANA, Trio.BEN, Trio.OMAR, Trio.MALLORY)
                .told(3, Trio.DANA, Trio.BEN, Trio.OMAR)
                .sees(4, Trio.DANA, Trio.BEN, Trio.OMAR, Trio.MALLORY);
        assertTrue(!reads(trio.dana, Trio.MALLORY));
        assertEquals(2, trio.dana.all(RoomEffect.NewReader.class).size());
    }

    private List<RoomEffect> roster(PublicKey key, boolean wasThere) {
        return readers.update(Map.of(Trio.OMAR, new Roster.Member(key, true, true, wasThere)));
    }

    @Test
    void otherKeyIsANewReader() {
        assertEquals(List.of(), roster(FIRST, true));
        RoomEffect.NewReader news = new RoomEffect.NewReader(Trio.OMAR, SECOND, true);
        assertEquals(List.of(news), roster(SECOND, false));
        assertTrue(!readers.isAdmitted(Trio.OMAR));
        readers.told(news);
        assertTrue(readers.isAdmitted(Trio.OMAR));
        assertEquals(List.of(), roster(SECOND, false));
    }

    @Test
    void lineAboutAKeyAdmitsNoOther() {
        RoomEffect.NewReader first = (RoomEffect.NewReader) roster(FIRST, false).get(0);
        assertEquals(1, roster(SECOND, false).size());
        readers.told(first);
        assertTrue(!readers.isAdmitted(Trio.OMAR));
    }

    @Test
    void readerWhoLeftMeanwhileIsNotAdmitted() {
        RoomEffect.NewReader news = (RoomEffect.NewReader) roster(FIRST, false).get(0);
        readers.update(Map.of());
        readers.told(news);
        assertTrue(!readers.isAdmitted(Trio.OMAR));
        assertEquals(Optional.of(news), roster(FIRST, false).stream().findFirst());
    }
}
