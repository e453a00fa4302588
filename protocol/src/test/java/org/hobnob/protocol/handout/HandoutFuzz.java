package org.hobnob.protocol.handout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.fuzz.FuzzTarget;

/**
 * Datagrams of a hand-out (SPEC 17.2), and what a receiver does with pieces of any numbers that a member has sealed: a
 * file of 50 bytes is put together from an input of numbers and contents.
 */
public final class HandoutFuzz implements FuzzTarget {
    private static final Layout LAYOUT = new Layout(50, 4, 3);

    @Override
    public void parse(byte[] input) {
        HandoutVectorsTest.seal().open(input).ifPresent(piece -> {
            assertTrue(piece.serial() > 0 && piece.block() >= 0);
            assertArrayEquals(input, HandoutVectorsTest.seal().seal(piece));
        });
        HandoutReceiver receiver = new HandoutReceiver(LAYOUT, new MemoryStore(LAYOUT.size()));
        ByteBuffer in = ByteBuffer.wrap(input);
        while (in.remaining() >= 9) {
            Piece piece =
                    new Piece(in.getShort() & 0x7fff, in.getShort() & 0x7fff, Byte.toUnsignedInt(in.get()), new byte[] {
                        in.get(), in.get(), in.get(), in.get()
                    });
            receiver.take(piece);
            assertTrue(receiver.arrivedBytes() <= LAYOUT.size());
        }
        receiver.report(Report.MAX_NEEDS);
        assertTrue(receiver.isComplete() == (receiver.gap() == LAYOUT.size()));
    }

    @Override
    public List<byte[]> seeds() {
        return Vectors.read("handouts.txt", 4).stream()
                .filter(row -> row.column(1).equals("piece"))
                .map(row -> HexFormat.of().parseHex(row.column(2)))
                .toList();
    }
}
