package org.hobnob.peer.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.hobnob.protocol.file.FileLimits;
import org.hobnob.protocol.message.value.MessageId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What came of a file survives, is checked again, and takes its name without harm to another file. */
class PartFileTest {
    private static final MessageId ID = new MessageId("0a".repeat(16));
    private static final MessageId OTHER = new MessageId("0b".repeat(16));
    private static final int SIZE = (int) (2 * FileLimits.CHECKPOINT_BYTES + 12_345);

    @TempDir
    private Path folder;

    private byte[] content;
    private Path place;

    @BeforeEach
    void reserve() throws IOException {
        content = new byte[SIZE];
        new Random(7).nextBytes(content);
        place = PartFile.reserve(folder, "sheet.pdf", ID);
    }

    private void write(PartFile part, int from, int to) throws IOException {
        int at = from;
        while (at < to) {
            int length = Math.min(1 << 20, to - at);
            part.write(Arrays.copyOfRange(content, at, at + length), length);
            at += length;
        }
    }

    private String hash(int length) throws IOException {
        var digest = Hashes.sha256();
        digest.update(content, 0, length);
        return Hashes.soFar(digest);
    }

    @Test
    void wholeFileHasItsHashAndItsName() throws IOException {
        try (PartFile part = PartFile.open(place, ID)) {
            write(part, 0, SIZE);
            assertEquals(hash(SIZE), part.hash());
            assertEquals(place, part.finish());
        }
        assertArrayEquals(content, Files.readAllBytes(place));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }
}
