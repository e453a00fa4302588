package org.hobnob.protocol.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes over a connection of bytes (SPEC 16.2). */
class FetchReaderTest implements FetchReader.Sink {
    private final List<String> lines = new ArrayList<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final FetchReader reader = new FetchReader(this);

    @Override
    public void line(String text) {
        lines.add(text);
    }

    @Override
    public void bytes(byte[] chunk, int from, int length) {
        bytes.write(chunk, from, length);
    }

    private static byte[] stream(Object... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Object part : parts) {
            byte[] some = part instanceof Integer length
                    ? new byte[] {(byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), length.byteValue()
                    }
                    : part.toString().getBytes(StandardCharsets.UTF_8);
            all.writeBytes(some);
        }
        return all.toByteArray();
    }

    private static final byte[] WHOLE = stream("first\n", 3, "abc", 2, "de", 0, "last\n");

    @Test
    void linesAndPiecesAreTold() throws FetchReader.MalformedException {
        reader.feed(WHOLE);
        assertEquals(List.of("first", "last"), lines);
        assertArrayEquals("abcde".getBytes(StandardCharsets.UTF_8), bytes.toByteArray());
    }

    @Test
    void anyPartingGivesTheSame() throws FetchReader.MalformedException {
        for (int at = 0; at < WHOLE.length; at++) {
            reader.feed(WHOLE, at, at + 1);
        }
        assertEquals(List.of("first", "last"), lines);
        assertEquals("abcde", bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void pieceLargerThanTheLimitIsMalformed() {
        assertMalformed(stream("first\n", FileLimits.PIECE_BYTES + 1));
        assertMalformed(stream("first\n", -1));
    }

    @Test
    void nothingFollowsTheLastLine() {
        assertMalformed(stream("first\n", 0, "last\nmore"));
    }

    @Test
    void lineWithoutAnEndIsMalformed() {
        assertMalformed(stream("x".repeat(8_193)));
        assertMalformed(new byte[] {(byte) 0xff, '\n'});
    }

    private void assertMalformed(byte[] stream) {
        FetchReader fresh = new FetchReader(this);
        assertThrows(FetchReader.MalformedException.class, () -> fresh.feed(stream));
    }
}
