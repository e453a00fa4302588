package org.hobnob.launcher.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadsTest {
    private static final Instant THEN = Instant.parse("2026-01-31T10:11:12Z");
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path folder;

    private Instant now = THEN.plusSeconds(60);

    private Path file(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        Files.setLastModifiedTime(file, FileTime.from(THEN));
        return file;
    }

    private Downloads looked() {
        Downloads downloads = new Downloads(folder, () -> now);
        downloads.look();
        return downloads;
    }

    private List<String> names() {
        return looked().files().stream().map(Download::name).toList();
    }

    @Test
    void filesHaveTheirSizeAndSum() throws IOException {
        file("b.zip", "abc");
        file("a.tar.gz", "");
        Downloads downloads = looked();
        assertEquals(
                List.of("a.tar.gz", "b.zip"),
                downloads.files().stream().map(Download::name).toList());
        Download found = downloads.find("b.zip").orElseThrow();
        assertEquals(3, found.size());
        assertEquals(ABC, found.sha256());
        assertTrue(downloads.sums().endsWith(ABC + "  b.zip\n"), downloads.sums());
    }

    @Test
    void linksFoldersAndHiddenFilesAreNotHandedOut(@TempDir Path elsewhere) throws IOException {
        Files.createSymbolicLink(folder.resolve("passwd"), Files.writeString(elsewhere.resolve("secret"), "x"));
        Files.createSymbolicLink(folder.resolve("folder.zip"), elsewhere);
        Files.createDirectory(folder.resolve("sub.zip"));
        file(".hidden", "x");
        file("a b", "x");
        file("ü.zip", "x");
        assertEquals(List.of(), names());
        file("plain", "x");
        assertEquals(List.of("plain"), names());
    }

    @Test
    void aFileThatStillGrowsWaits() throws IOException {
        file("a.zip", "ab");
        now = THEN.plusMillis(Downloads.SETTLED_MS - 1);
        assertEquals(List.of(), names());
        now = THEN.plusMillis(Downloads.SETTLED_MS);
        assertEquals(List.of("a.zip"), names());
    }

    /** As after the clock was set back. */
    @Test
    void aFileOfTheFutureIsHandedOut() throws IOException {
        file("a.zip", "ab");
        now = THEN.minusSeconds(60);
        assertEquals(List.of("a.zip"), names());
    }

    @Test
    void aMissingFolderHandsOutNothing() throws IOException {
        Files.delete(folder);
        assertEquals(List.of(), names());
        Files.createFile(folder);
        assertEquals(List.of(), names());
    }

    @Test
    void noMoreAreHandedOutThanTheBound() throws IOException {
        for (int i = 0; i <= Downloads.MOST; i++) {
            file("f" + i, "x");
        }
        assertEquals(Downloads.MOST, names().size());
    }

    @Test
    void whatChangedSinceIsNotOpened(@TempDir Path elsewhere) throws IOException {
        file("a.zip", "abc");
        Downloads downloads = looked();
        Download seen = downloads.find("a.zip").orElseThrow();
        try (FileChannel channel = downloads.open(seen).orElseThrow()) {
            assertTrue(channel.isOpen());
        }
        file("a.zip", "abcd");
        assertEquals(Optional.empty(), downloads.open(seen));
        Files.delete(folder.resolve("a.zip"));
        Path other = Files.writeString(elsewhere.resolve("secret"), "abc");
        Files.setLastModifiedTime(other, FileTime.from(THEN));
        Files.createSymbolicLink(folder.resolve("a.zip"), other);
        assertEquals(Optional.empty(), downloads.open(seen));
    }

    @Test
    void whatChangedGetsItsNewSum() throws IOException {
        file("a.zip", "abd");
        Downloads downloads = looked();
        assertFalse(downloads.find("a.zip").orElseThrow().sha256().equals(ABC));
        Files.setLastModifiedTime(
                Files.writeString(folder.resolve("a.zip"), "abc"), FileTime.from(THEN.plusSeconds(1)));
        downloads.look();
        assertEquals(ABC, downloads.find("a.zip").orElseThrow().sha256());
    }
}
