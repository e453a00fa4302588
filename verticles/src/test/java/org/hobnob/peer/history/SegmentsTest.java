package org.hobnob.peer.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hobnob.registry.store.embedded.FaultyFiles;
import org.hobnob.registry.store.embedded.FaultyFiles.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Damaged segments. */
@ResourceLock(FaultyFiles.LOCK)
class SegmentsTest {
    private static final long NOW = 1_764_500_000_000L;

    @TempDir
    Path profile;

    private final List<String> told = new ArrayList<>();
    private Segments segments;

    @BeforeEach
    void open() throws IOException {
        FaultyFiles.register();
        segments = Segments.open(
                HistoryFolder.open(profile, name -> FaultyFiles.SCHEME + ":" + name, new SecureRandom()), told::add);
        for (String text : List.of("one", "two", "three")) {
            segments.in(1, one -> one.add(line(text)));
        }
        segments.commit();
    }

    @AfterEach
    void close() {
        FaultyFiles.set(Fault.NONE);
        segments.close();
    }

    private static Line line(String text) {
        return Lines.of(Lines.LAB, NOW, text, text);
    }

    private List<String> texts() {
        return segments.in(
                1,
                one -> one.all().stream()
                        .map(at -> one.get(at).orElseThrow().text())
                        .toList());
    }

    /** Finds damage once. */
    private void damage() {
        boolean[] found = {false};
        segments.in(1, one -> {
            if (!found[0]) {
                found[0] = true;
                throw new DamagedException("as if", null);
            }
            return one;
        });
    }

    private long aside() throws IOException {
        try (Stream<Path> files = Files.list(profile.resolve("history"))) {
            return files.filter(one -> one.toString().endsWith(".damaged")).count();
        }
    }

    @Test
    void changedAndAddedLinesThatWaitOutliveDamage() throws IOException {
        segments.in(1, one -> {
            one.replace(1, line("two, changed"));
            return one.add(line("four"));
        });
        damage();
        assertEquals(List.of("one", "two, changed", "three", "four"), texts());
        assertTrue(told.get(0).contains("3 of its lines could be read"), told.get(0));
        assertEquals(1, aside());
    }

    @Test
    void damageOnAFullDiskIsMendedWhenThereIsRoom() throws IOException {
        segments.in(1, one -> one.add(line("four")));
        FaultyFiles.set(Fault.WRITE);
        assertThrows(UncheckedIOException.class, this::damage);
        assertEquals(0, aside());
        FaultyFiles.set(Fault.NONE);
        assertEquals(List.of("one", "two", "three", "four"), texts());
        damage();
        assertEquals(List.of("one", "two", "three", "four"), texts());
        assertEquals(1, aside());
    }
}
