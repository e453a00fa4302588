package org.hobnob.peer.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.hobnob.protocol.fuzz.FuzzTarget;

/** Lines and what is known about conversations, from a disk that somebody has written to. */
public final class LineCodecFuzz implements FuzzTarget {
    @Override
    public void parse(byte[] input) {
        LineCodec.decode(input).ifPresent(LineCodecFuzz::isWrittenTheSame);
        // Behind a checksum that fits, more of it is read.
        LineCodec.decode(summed(input)).ifPresent(LineCodecFuzz::isWrittenTheSame);
        TalkState.decode(input).ifPresent(state -> assertEquals(Optional.of(state), TalkState.decode(state.encode())));
        Postings.decode(input, 0);
    }

    private static void isWrittenTheSame(Line line) {
        assertEquals(Optional.of(line), LineCodec.decode(LineCodec.encode(line)));
        Words.of(line.text());
    }

    private static byte[] summed(byte[] input) {
        CRC32C sum = new CRC32C();
        sum.update(input);
        byte[] all = Arrays.copyOf(input, input.length + Integer.BYTES);
        ByteBuffer.wrap(all).putInt(input.length, (int) sum.getValue());
        return all;
    }

    @Override
    public List<byte[]> seeds() {
        byte[] line = LineCodec.encode(LineCodecTest.FULL);
        return List.of(
                line,
                Arrays.copyOf(line, line.length - Integer.BYTES),
                LineCodec.encode(Lines.of(Lines.LAB, 1, "hello")),
                new TalkState("#lab", 1, 2, 3, 4, true).encode());
    }

    @Override
    public int maxBytes() {
        return LineCodec.MAX_BYTES;
    }
}
