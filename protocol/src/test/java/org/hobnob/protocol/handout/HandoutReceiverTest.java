package org.hobnob.protocol.handout;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import org.hobnob.protocol.message.peer.HandOut;
import org.hobnob.protocol.message.peer.HandOutKey;
import org.hobnob.protocol.message.value.GroupAddress;
import org.junit.jupiter.api.Test;

/** SPEC 17.2 and 17.3: what a receiver makes of pieces. The file is "abcdefg": blocks "ab|cd" and "ef|g". */
class HandoutReceiverTest {
    private static final Layout LAYOUT = new Layout(7, 2, 2);

    private final MemoryStore store = new MemoryStore(7);
    private final HandoutReceiver receiver = new HandoutReceiver(LAYOUT, store);
    private int serial;

    private Piece source(int block, int number) {
        int from = (int) LAYOUT.position(block, number);
        byte[] content = {0, 0};
        for (int i = 0; i < LAYOUT.length(block, number); i++) {
            content[i] = (byte) ('a' + from + i);
        }
        return new Piece(++serial, block, number, content);
    }

    private Piece repair(int block, int number) {
        List<byte[]> sources =
                List.of(source(block, 0).content(), source(block, 1).content());
        return new Piece(++serial, block, number, ErasureCode.repair(sources, number));
    }

    @Test
    void repairsStandForSources() {
        receiver.take(source(0, 0));
        receiver.take(repair(0, 9));
        receiver.take(repair(1, 200));
        receiver.take(repair(1, 255));
        assertTrue(receiver.isComplete());
        assertArrayEquals("abcdefg".getBytes(US_ASCII), store.file());
    }

    @Test
    void aReportTellsWhatEachBlockNeeds() {
        receiver.take(source(1, 0));
        Report report = receiver.report(10);
        assertEquals(0, report.from());
        assertEquals(List.of(2, 1), report.needs());
        assertEquals(List.of(2), receiver.report(1).needs());
        receiver.take(repair(0, 5));
        receiver.take(source(0, 1));
        assertEquals(1, receiver.report(10).from());
    }

    @Test
    void aPieceCountsOnce() {
        Piece piece = source(0, 0);
        assertTrue(receiver.take(piece));
        assertFalse(receiver.take(piece));
        assertFalse(receiver.take(new Piece(++serial, 0, 0, piece.content())));
        assertEquals(2, receiver.report(0).heard());
        assertEquals(2, receiver.arrivedBytes());
    }

    @Test
    void piecesThatDoNotFitChangeNothing() {
        assertFalse(receiver.take(new Piece(1, 2, 0, new byte[2])));
        assertFalse(receiver.take(new Piece(1, 0, 0, new byte[3])));
        assertEquals(0, receiver.report(0).heard());
    }

    @Test
    void theFirstGapEndsWhatIsHere() {
        assertEquals(0, receiver.gap());
        receiver.take(source(1, 0));
        assertEquals(0, receiver.gap());
        receiver.take(source(0, 0));
        assertEquals(2, receiver.gap());
        receiver.take(source(0, 1));
        assertEquals(6, receiver.gap());
        receiver.take(source(1, 1));
        assertEquals(7, receiver.gap());
    }

    @Test
    void aFileInTooManyBlocksIsNotTaken() {
        HandOut handOut = new HandOut(1, HandOutKey.random(new Random(1)), new GroupAddress("239.192.0.1", 9), 1, 1);
        assertTrue(handOut.layout(HandoutBounds.BLOCKS).isPresent());
        assertTrue(handOut.layout(HandoutBounds.BLOCKS + 1).isEmpty());
    }

    @Test
    void theLargestFileIsCutIntoNotTooManyBlocks() {
        assertTrue(Layout.usual(Layout.MAX_SIZE).blocks() <= HandoutBounds.BLOCKS);
    }

    @Test
    void whatAnEarlierTransferBroughtIsNotNeeded() {
        receiver.have(6);
        assertEquals(List.of(2), receiver.report(10).needs());
        assertEquals(1, receiver.report(10).from());
    }

    @Test
    void aRejectedBlockIsMissingAgain() {
        receiver.have(7);
        receiver.reject(0);
        assertFalse(receiver.isComplete());
        assertEquals(0, receiver.gap());
        assertEquals(4, receiver.arrivedBytes());
    }

    @Test
    void repairsBeyondTheBoundAreDropped() {
        HandoutReceiver small = new HandoutReceiver(LAYOUT, store, HandoutReceiver.OVERHEAD_BYTES + 2);
        assertTrue(small.take(repair(0, 9)));
        assertFalse(small.take(repair(1, 9)));
        assertTrue(small.take(source(0, 1)));
        assertTrue(small.take(repair(1, 8)));
        assertEquals(List.of(1), small.report(10).needs());
    }

    @Test
    void aPieceThatCannotBeKeptHasNotArrived() {
        HandoutReceiver full = new HandoutReceiver(LAYOUT, new PieceStore() {
            @Override
            public byte[] read(long position, int length) {
                throw new AssertionError("nothing was written");
            }

            @Override
            public void write(long position, byte[] content) {
                throw new UncheckedIOException(new IOException("no space left"));
            }
        });
        assertThrows(UncheckedIOException.class, () -> full.take(source(0, 0)));
        assertEquals(List.of(2, 2), full.report(10).needs());
    }
}
