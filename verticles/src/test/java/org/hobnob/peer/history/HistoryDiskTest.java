package org.hobnob.peer.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.hobnob.registry.store.embedded.FaultyFiles;
import org.hobnob.registry.store.embedded.FaultyFiles.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A history whose disk is full for a while. */
@ResourceLock(FaultyFiles.LOCK)
class HistoryDiskTest {
    private static final long NOW = 1_764_500_000_000L;

    @TempDir
    Path profile;

    private HistoryStore store;

    @BeforeEach
    void open() {
        FaultyFiles.register();
        store = HistoryStore.open(
                profile,
                name -> FaultyFiles.SCHEME + ":" + name,
                HistoryBounds.of(0, 64),
                new SecureRandom(),
                lost -> {});
    }

    @AfterEach
    void close() {
        FaultyFiles.set(Fault.NONE);
        store.close();
    }

    private List<String> lines() {
        return store.lookup().newest(Lines.LAB, Long.MAX_VALUE, 0, 100).stream()
                .map(kept -> kept.line().text())
                .toList();
    }

    private void add(String text) {
        store.add(Lines.of(Lines.LAB, NOW, text, text));
    }

    @Test
    void linesSaidOnAFullDiskAreWrittenWhenThereIsRoom() throws IOException {
        add("before");
        store.commit();
        FaultyFiles.set(Fault.WRITE);
        add("during");
        assertThrows(IOException.class, store::commit);
        assertEquals(List.of("before", "during"), lines());
        add("later");
        assertThrows(IOException.class, store::commit);
        assertEquals(List.of("before", "during", "later"), lines());
        FaultyFiles.set(Fault.NONE);
        store.commit();
        store.close();
        open();
        assertEquals(List.of("before", "during", "later"), lines());
        assertEquals(
                1,
                store.lookup()
                        .search("during", Optional.empty(), Long.MAX_VALUE, 9)
                        .size());
    }

    @Test
    void halfAWriteCostsNothingThatWasWritten() throws IOException {
        add("before");
        store.commit();
        FaultyFiles.set(Fault.HALF_WRITE);
        add("during");
        assertThrows(IOException.class, store::commit);
        FaultyFiles.set(Fault.NONE);
        store.close();
        open();
        assertEquals(List.of("before"), lines());
    }

    @Test
    void fullDiskTakesNoMoreMemoryThanTheBound() {
        FaultyFiles.set(Fault.WRITE);
        String long2 = "x".repeat(3_000);
        int kept = 0;
        for (int i = 0; i < 2_000; i++) {
            kept += store.add(Lines.of(Lines.LAB, NOW, long2 + i)).isPresent() ? 1 : 0;
        }
        assertTrue(kept > 1_000 && kept < 1_500, kept + " lines");
    }
}
