package org.hobnob.launcher.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveMakerTest {
    @TempDir
    Path cache;

    private Path archives;
    private Path archive;
    private int recordings;

    @BeforeEach
    void makeFolder() throws IOException {
        Path program = Files.createDirectories(cache.resolve("program"));
        archives = Files.createDirectories(
                cache.resolve("java").resolve(program.toString().replace('/', '%')));
        archive = archives.resolve("peer-25-222");
    }

    private void record(Path draft, Path folder) throws IOException {
        recordings++;
        assertTrue(Files.isDirectory(folder));
        assertFalse(Files.exists(archive), "nothing is in its place before it is complete");
        Files.writeString(draft, "classes");
    }

    @Test
    void archiveIsPutInItsPlaceAndNothingElseIsLeft() throws Exception {
        new ArchiveMaker(archive, this::record).make();
        assertEquals("classes", Files.readString(archive));
        try (var left = Files.list(archives)) {
            assertEquals(1, left.count());
        }
    }

    @Test
    void archiveThatIsThereIsNotMadeAgain() throws Exception {
        Files.writeString(archive, "earlier");
        new ArchiveMaker(archive, this::record).make();
        assertEquals("earlier", Files.readString(archive));
        assertEquals(0, recordings);
    }

    @Test
    void twoMakersAtOnceRecordOnce() throws Exception {
        new ArchiveMaker(archive, (draft, folder) -> {
                    new ArchiveMaker(archive, this::record).make();
                    record(draft, folder);
                })
                .make();
        assertEquals(1, recordings);
    }

    @Test
    void failedRecordingIsNotTriedAgainSoon() throws Exception {
        new ArchiveMaker(archive, (draft, folder) -> recordings++).make();
        new ArchiveMaker(archive, this::record).make();
        assertEquals(1, recordings);
        assertFalse(Files.exists(archive));
    }

    @Test
    void formerArchivesOfTheSameCommandAndJavaAreDeleted() throws Exception {
        Path former = Files.writeString(archives.resolve("peer-25-111"), "");
        Path ofAnotherJava = Files.writeString(archives.resolve("peer-17-111"), "");
        Path ofAnotherCommand = Files.writeString(archives.resolve("registry-25-111"), "");
        new ArchiveMaker(archive, this::record).make();
        assertFalse(Files.exists(former));
        assertTrue(Files.exists(ofAnotherJava) && Files.exists(ofAnotherCommand));
    }

    @Test
    void archivesOfAProgramThatIsGoneAreDeleted() throws Exception {
        Path gone = Files.createDirectories(
                archives.resolveSibling(cache.resolve("gone").toString().replace('/', '%')));
        Files.writeString(gone.resolve("peer-25-1"), "");
        new ArchiveMaker(archive, this::record).make();
        assertFalse(Files.exists(gone));
        assertTrue(Files.exists(archive));
    }
}
