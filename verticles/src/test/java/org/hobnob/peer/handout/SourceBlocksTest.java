package org.hobnob.peer.handout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.hobnob.protocol.handout.Layout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only what was offered is handed out. */
class SourceBlocksTest {
    private static final Layout LAYOUT = new Layout(4, 1, 2);

    @TempDir
    private Path folder;

    private Path file;
    private long modifiedMs;

    @BeforeEach
    void write() throws IOException {
        file = Files.write(folder.resolve("sheet.pdf"), new byte[] {1, 2, 3, 4});
        modifiedMs = Files.getLastModifiedTime(file).toMillis();
    }

    private void assertNotOpened() {
        assertThrows(
                IOException.class,
                () -> SourceBlocks.open(file, LAYOUT, modifiedMs).close());
    }

    @Test
    void fileOfAnotherSizeIsNotHandedOut() throws IOException {
        Files.write(file, new byte[5]);
        Files.setLastModifiedTime(file, FileTime.fromMillis(modifiedMs));
        assertNotOpened();
    }

    @Test
    void fileChangedSinceTheOfferIsNotHandedOut() throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(modifiedMs + 1_000));
        assertNotOpened();
    }

    @Test
    void whatIsNoFileIsNotHandedOut() throws IOException {
        Files.delete(file);
        Files.createDirectory(file);
        assertNotOpened();
    }

    @Test
    void changeWhileItIsHandedOutIsNoticed() throws IOException {
        try (SourceBlocks blocks = SourceBlocks.open(file, LAYOUT, modifiedMs)) {
            assertArrayEquals(new byte[] {2}, blocks.piece(0, 1));
            Files.write(file, new byte[] {9, 9, 9, 9});
            Files.setLastModifiedTime(file, FileTime.fromMillis(modifiedMs + 1_000));
            assertThrows(IOException.class, () -> blocks.piece(1, 0));
        }
    }
}
