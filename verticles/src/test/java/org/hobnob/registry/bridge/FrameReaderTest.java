package org.hobnob.registry.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** BUS.md 7.1: frames. */
class FrameReaderTest {
    private final List<String> frames = new ArrayList<>();
    private final FrameReader reader = new FrameReader(10_000);

    private void feed(byte[] bytes) throws FrameReader.BadLengthException {
        reader.feed(bytes, frame -> frames.add(new String(frame, StandardCharsets.UTF_8)));
    }

    static byte[] frames(String... texts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            all.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }

    @Test
    void anySplitGivesTheSameFrames() throws FrameReader.BadLengthException {
        byte[] stream = frames("a", "bc", "d".repeat(5_000), "e");
        for (int size : List.of(1, 2, 3, 7, 4_096, stream.length)) {
            frames.clear();
            for (int from = 0; from < stream.length; from += size) {
                feed(java.util.Arrays.copyOfRange(stream, from, Math.min(stream.length, from + size)));
            }
            assertEquals(List.of("a", "bc", "d".repeat(5_000), "e"), frames, "in pieces of " + size);
        }
    }

    @Test
    void framesBeforeABadOneAreGiven() {
        assertThrows(FrameReader.BadLengthException.class, () -> feed(frames("a", "x".repeat(10_001))));
        assertEquals(List.of("a"), frames);
    }

    @Test
    void emptyAndHugeLengthsAreRefused() {
        assertThrows(FrameReader.BadLengthException.class, () -> feed(new byte[5]));
        byte[] huge = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 1};
        assertThrows(FrameReader.BadLengthException.class, () -> new FrameReader(100).feed(huge, frame -> {}));
    }

    @Test
    void claimedLengthTakesNoMemory() throws FrameReader.BadLengthException {
        FrameReader large = new FrameReader(1 << 20);
        large.feed(ByteBuffer.allocate(6).putInt(1 << 20).array(), frame -> {});
        assertEquals(6, large.size());
        assertTrue(large.room() <= 4_096, "room for " + large.room());
    }
}
