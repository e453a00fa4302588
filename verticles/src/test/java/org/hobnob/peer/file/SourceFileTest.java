package org.hobnob.peer.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.hobnob.protocol.file.FileLimits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a file that is handed out. */
class SourceFileTest {
    private static final int SIZE = 3 * FileLimits.PIECE_BYTES;

    @TempDir
    private Path folder;

    private Path path;
    private long modifiedMs;

    @BeforeEach
    void write() throws IOException {
        path = Files.write(folder.resolve("sheet.pdf"), new byte[SIZE]);
        modifiedMs = Files.getLastModifiedTime(path).toMillis();
    }

    @Test
    void fileThatIsGoneCountsAsChanged() throws IOException {
        Files.delete(path);
        assertThrows(SourceFile.ChangedException.class, this::open);
    }

    @Test
    void deviceInItsPlaceIsNotOpened() throws IOException {
        Files.delete(path);
        Files.createSymbolicLink(path, Path.of("/dev/zero"));
        modifiedMs = Files.getLastModifiedTime(path).toMillis();
        // A device says that it has no byte, and reads for ever.
        assertThrows(SourceFile.ChangedException.class, () -> SourceFile.open(path, 0, modifiedMs));
    }

    @Test
    void fileThatCannotBeReachedNowIsNotGivenUp() throws IOException {
        Files.delete(path);
        // A system says of a circle of links that it cannot follow them, which is as good as too many open files.
        Files.createSymbolicLink(path, path);
        assertThrows(SourceFile.NotNowException.class, this::open);
    }

    private void open() throws IOException {
        SourceFile.open(path, SIZE, modifiedMs).close();
    }

    @Test
    void hashingTheBeginningStopsWhenNobodyWaits() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        try (SourceFile file = SourceFile.open(path, SIZE, modifiedMs)) {
            assertThrows(IOException.class, () -> file.skip(SIZE, () -> asked.incrementAndGet() == 2));
            assertEquals(2, asked.get());
            assertFalse(file.isRead());
        }
    }
}
