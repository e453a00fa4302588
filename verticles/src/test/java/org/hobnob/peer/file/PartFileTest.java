package org.hobnob.peer.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

    private static final byte[] CONTENT = new byte[SIZE];

    static {
        new Random(7).nextBytes(CONTENT);
    }

    private Path place;

    @BeforeEach
    void reserve() throws IOException {
        place = PartFile.reserve(folder, "sheet.pdf", ID);
    }

    private void write(PartFile part, int from, int to) throws IOException {
        int at = from;
        while (at < to) {
            int length = Math.min(1 << 20, to - at);
            part.write(Arrays.copyOfRange(CONTENT, at, at + length), length);
            at += length;
        }
    }

    private String hash(int length) throws IOException {
        var digest = Hashes.sha256();
        digest.update(CONTENT, 0, length);
        return Hashes.soFar(digest);
    }

    @Test
    void wholeFileHasItsHashAndItsName() throws IOException {
        try (PartFile part = PartFile.open(place, ID)) {
            write(part, 0, SIZE);
            assertEquals(hash(SIZE), part.hash());
            assertEquals(place, part.finish());
        }
        assertArrayEquals(CONTENT, Files.readAllBytes(place));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void whatAHandOutBroughtCountsUpToItsFirstGap() throws IOException {
        byte[] withGap = CONTENT.clone();
        Arrays.fill(withGap, 1_000_000, 1_001_000, (byte) 0);
        Files.write(PartFile.part(place), withGap);
        PartFile.keep(place, ID, 1_000_000);
        try (PartFile part = PartFile.open(place, ID)) {
            assertEquals(1_000_000, part.length());
            assertEquals(hash(1_000_000), part.hashSoFar());
            write(part, 1_000_000, SIZE);
            assertEquals(hash(SIZE), part.hash());
        }
    }

    @Test
    void aHandOutThatBroughtNothingLeavesNothing() throws IOException {
        Files.write(PartFile.part(place), CONTENT);
        PartFile.keep(place, ID, 0);
        try (PartFile part = PartFile.open(place, ID)) {
            assertEquals(0, part.length());
        }
        assertEquals(0, PartFile.size(place));
    }

    @Test
    void whatWasWrittenDownIsThereAfterAKill() throws IOException {
        PartFile killed = PartFile.open(place, ID);
        write(killed, 0, SIZE);
        killed.close();
        try (PartFile part = PartFile.open(place, ID)) {
            assertEquals(2 * FileLimits.CHECKPOINT_BYTES, part.length(), "what no line tells of is not trusted");
            assertEquals(hash((int) part.length()), part.hashSoFar());
            write(part, (int) part.length(), SIZE);
            assertEquals(hash(SIZE), part.hash());
            part.finish();
        }
        assertArrayEquals(CONTENT, Files.readAllBytes(place));
    }

    @Test
    void damagedPartIsCutBackToWhatIsRight() throws IOException {
        try (PartFile part = PartFile.open(place, ID)) {
            write(part, 0, SIZE);
            part.checkpoint();
        }
        Path there = folder.resolve("sheet.pdf.part");
        try (FileChannel channel = FileChannel.open(there, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), FileLimits.CHECKPOINT_BYTES + 77);
        }
        try (PartFile part = PartFile.open(place, ID)) {
            assertEquals(FileLimits.CHECKPOINT_BYTES, part.length());
            assertEquals(FileLimits.CHECKPOINT_BYTES, Files.size(there));
        }
    }

    @Test
    void partThatBecameShorterIsCutBack() throws IOException {
        try (PartFile part = PartFile.open(place, ID)) {
            write(part, 0, SIZE);
            part.checkpoint();
        }
        try (FileChannel channel = FileChannel.open(folder.resolve("sheet.pdf.part"), StandardOpenOption.WRITE)) {
            channel.truncate(FileLimits.CHECKPOINT_BYTES + 5);
        }
        try (PartFile part = PartFile.open(place, ID)) {
            assertEquals(FileLimits.CHECKPOINT_BYTES, part.length());
        }
    }

    @Test
    void anotherOffersPartIsNotTouched() throws IOException {
        assertThrows(
                FileAlreadyExistsException.class,
                () -> PartFile.open(place, OTHER).close());
        assertEquals(folder.resolve("sheet (2).pdf"), PartFile.reserve(folder, "sheet.pdf", OTHER));
    }

    @Test
    void partWhoseSumsCannotBeWrittenIsNotLeft() throws IOException {
        Path blocked = folder.resolve("other.pdf.part.sums");
        Files.createDirectories(blocked.resolve("full"));
        assertThrows(IOException.class, () -> PartFile.reserve(folder, "other.pdf", ID));
        assertFalse(Files.exists(folder.resolve("other.pdf.part")));
        assertFalse(Files.exists(folder.resolve("other.pdf.part.sums.new")));
        Files.delete(blocked.resolve("full"));
        Files.delete(blocked);
        assertEquals(folder.resolve("other.pdf"), PartFile.reserve(folder, "other.pdf", ID));
    }

    @Test
    void wholeFileStandsEvenIfItsSumsCannotBeRemoved() throws IOException {
        try (PartFile part = PartFile.open(place, ID)) {
            write(part, 0, 10);
            Path sums = folder.resolve("sheet.pdf.part.sums");
            Files.delete(sums);
            Files.createDirectories(sums.resolve("full"));
            assertEquals(place, part.finish());
        }
        assertArrayEquals(Arrays.copyOf(CONTENT, 10), Files.readAllBytes(place));
    }

    @Test
    void fileOfThatNameIsNeverReplaced() throws IOException {
        Files.writeString(place, "mine");
        try (PartFile part = PartFile.open(place, ID)) {
            write(part, 0, 10);
            assertEquals(folder.resolve("sheet (2).pdf"), part.finish());
        }
        assertEquals("mine", Files.readString(place));
    }

    @Test
    void linkInThePlaceOfThePartIsNotFollowed() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Files.delete(folder.resolve("sheet.pdf.part"));
        Files.createSymbolicLink(folder.resolve("sheet.pdf.part"), victim);
        assertThrows(IOException.class, () -> PartFile.open(place, ID).close());
        assertEquals("precious", Files.readString(victim));
    }
}
