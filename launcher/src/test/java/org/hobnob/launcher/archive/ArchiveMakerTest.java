package org.hobnob.launcher.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hobnob.launcher.archive.ArchiveMaker.Recorder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an archive gets to its place, and what becomes of others. */
class ArchiveMakerTest {
    private static final Recorder NEVER = (draft, folder) -> fail("it records");

    @TempDir
    Path cache;

    private Path archives;
    private Path archive;

    @BeforeEach
    void prepare() throws IOException {
        archives = Files.createDirectory(cache.resolve(cache.toString().replace('/', '+')));
        archive = archives.resolve("peer-25-123");
    }

    private void make(Recorder recorder) throws Exception {
        new ArchiveMaker(archive, recorder).make();
    }

    private static Recorder writing(String text) {
        return (draft, folder) -> Files.writeString(draft, text);
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> all = Files.list(archives)) {
            return all.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void archiveAppearsOnceItIsComplete() throws Exception {
        make((draft, folder) -> {
            Files.writeString(folder.resolve("data"), "of the warm-up");
            Files.writeString(draft, "classes");
            assertFalse(Files.exists(archive));
        });
        assertEquals("classes", Files.readString(archive));
        assertEquals(Set.of("peer-25-123"), names());
    }

    @Test
    void archiveThatIsThereStays() throws Exception {
        Files.writeString(archive, "classes");
        make(NEVER);
        assertEquals("classes", Files.readString(archive));
    }

    @Test
    void onlyOneOfTwoMakersRecords() throws Exception {
        make((draft, folder) -> {
            try {
                make(NEVER);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            Files.writeString(draft, "classes");
        });
        assertEquals("classes", Files.readString(archive));
    }

    @Test
    void formerArchivesOfTheCommandAreDeleted() throws Exception {
        for (String other : Set.of("peer-25-99", "peer-17-99", "registry-25-99")) {
            Files.writeString(archives.resolve(other), "");
        }
        make(writing("classes"));
        assertEquals(Set.of("peer-25-123", "peer-17-99", "registry-25-99"), names());
    }

    @Test
    void archivesOfProgramsThatAreGoneAreDeleted() throws Exception {
        Path gone = Files.createDirectory(cache.resolve("+no+such+folder"));
        Files.writeString(gone.resolve("peer-25-1"), "");
        make(writing("classes"));
        assertFalse(Files.exists(gone));
        assertTrue(Files.exists(archive));
    }

    @Test
    void failureIsNotRepeatedWithinTheHour() throws Exception {
        assertThrows(
                IOException.class,
                () -> make((draft, folder) -> {
                    Files.writeString(draft.resolveSibling("part"), "of it");
                    throw new IOException("the disk is full");
                }));
        assertEquals(Set.of("peer-25-123.new"), names());
        make(NEVER);
    }

    @Test
    void recordingNothingCountsAsFailure() throws Exception {
        make((draft, folder) -> {});
        make(NEVER);
        assertEquals(Set.of("peer-25-123.new"), names());
    }

    @Test
    void whatAKilledMakerLeftIsClearedAfterAnHour() throws Exception {
        Path work = Files.createDirectory(archives.resolve("peer-25-123.new"));
        Files.writeString(work.resolve("draft"), "half");
        Files.setLastModifiedTime(work, FileTime.from(Instant.now().minusSeconds(3700)));
        make(writing("classes"));
        assertEquals(Set.of("peer-25-123"), names());
        assertEquals("classes", Files.readString(archive));
    }
}
