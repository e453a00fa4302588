package org.hobnob.registry.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hobnob.files.OwnerOnly;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve(AuditFile.NAME);
    }

    @Test
    void linesAreAppendedOverRestarts() throws IOException {
        new AuditFile(folder).append("one");
        new AuditFile(folder).append("two");
        assertEquals("one\ntwo\n", Files.readString(file()));
        assertEquals(List.of("one", "two"), new AuditFile(folder).latest(10));
        assertEquals(List.of("two"), new AuditFile(folder).latest(1));
    }

    @Test
    void onlyTheOwnerReadsIt() throws IOException {
        AuditFile audit = new AuditFile(folder, 8, AuditFile::opened);
        audit.append("1234");
        audit.append("5678");
        assertFalse(OwnerOnly.isOpenToOthers(file()));
        assertFalse(OwnerOnly.isOpenToOthers(folder.resolve("audit.1.jsonl")));
    }

    @Test
    void partOfALineIsDroppedBeforeTheNext() throws IOException {
        new AuditFile(folder).append("one");
        Files.writeString(file(), "{\"time\":\"20", StandardOpenOption.APPEND);
        new AuditFile(folder).append("two");
        assertEquals("one\ntwo\n", Files.readString(file()));
    }

    @Test
    void filesAreRotatedAndBounded() throws IOException {
        AuditFile audit = new AuditFile(folder, 10, AuditFile::opened);
        for (int i = 100; i < 150; i++) {
            audit.append("" + i);
        }
        List<String> kept = audit.latest(1_000);
        assertEquals("149", kept.get(kept.size() - 1));
        assertEquals(IntStream.range(130, 150).mapToObj(i -> "" + i).toList(), kept);
        assertEquals(List.of("147", "148", "149"), audit.latest(3), "over two files");
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    AuditFile.FILES,
                    files.filter(one -> one.toString().endsWith(".jsonl") && sizeOf(one) <= 10)
                            .count());
        }
    }

    private static long sizeOf(Path file) {
        return file.toFile().length();
    }

    static boolean hasFullDevice() {
        return Files.exists(Path.of("/dev/full"));
    }

    @Test
    @EnabledIf("hasFullDevice")
    void fullDiskIsToldAndLeavesTheFileAsItWas() throws IOException {
        new AuditFile(folder).append("one");
        AuditFile onFullDisk = new AuditFile(folder, 100, file -> AuditFile.opened(Path.of("/dev/full")));
        assertThrows(IOException.class, () -> onFullDisk.append("two"));
        assertEquals(List.of("one"), new AuditFile(folder).latest(10));
        assertTrue(Files.exists(file()));
    }
}
