package org.hobnob.peer.history;

import static org.hobnob.peer.history.Lines.LAB;
import static org.hobnob.peer.history.Lines.OMAR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.hobnob.registry.store.embedded.FaultyFiles;
import org.hobnob.registry.store.embedded.FaultyFiles.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Segments that are written anew while the history goes on. */
@ResourceLock(FaultyFiles.LOCK)
class RewritingTest {
    private static final long NOW = 1_764_500_000_000L;
    private static final int LINES = 1_000;

    @TempDir
    Path profile;

    private HistoryStore store;

    @BeforeEach
    void fill() throws IOException {
        FaultyFiles.register();
        open();
        for (int i = 0; i < LINES; i++) {
            store.add(Lines.of(i % 2 == 0 ? LAB : OMAR, NOW + i, "line" + i + " common", "id" + i));
            if (i % 50 == 0) {
                store.commit();
            }
        }
        store.beginSegment();
    }

    private void open() {
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

    private void reopen() throws IOException {
        store.commit();
        store.close();
        open();
    }

    private int found(String words) {
        return store.lookup()
                .search(words, Optional.empty(), Long.MAX_VALUE, 2 * LINES)
                .size();
    }

    private long number(int id) {
        return store.lookup()
                .find(id % 2 == 0 ? LAB : OMAR, "id" + id, 0)
                .orElseThrow()
                .number();
    }

    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(profile.resolve("history"))) {
            return files.filter(one -> one.toString().endsWith(ending)).sorted().toList();
        }
    }

    private Rewriting begun() throws IOException {
        Rewriting rewriting = store.rewriting().orElseThrow();
        assertTrue(Rewritings.piece(rewriting));
        return rewriting;
    }

    private void finish(Rewriting rewriting) throws IOException {
        Rewritings.finish(rewriting);
        store.endRewriting();
    }

    @Test
    void searchesAndNewLinesGoOnWhileASegmentIsFinished() throws IOException {
        Rewriting rewriting = begun();
        do {
            assertEquals(LINES, found("common"));
            assertEquals(1, found("line3"));
            store.add(Lines.of(LAB, NOW + LINES, "added meanwhile", "new" + store.newest()));
            assertEquals(
                    LINES / 2,
                    store.lookup().newest(OMAR, Long.MAX_VALUE, 0, LINES).size());
        } while (Rewritings.piece(rewriting));
        store.endRewriting();
        assertEquals(LINES, found("common"));
        reopen();
        assertEquals(LINES, found("common"));
        assertTrue(found("meanwhile") > 1);
        assertEquals(Optional.empty(), store.rewriting());
    }

    @Test
    void finishedSegmentIsSmallAndKeepsNumbersAndTime() throws IOException {
        Path file = files(".mv").get(0);
        long before = Files.size(file);
        long number = number(77);
        Files.setLastModifiedTime(file, FileTime.fromMillis(NOW));
        finish(begun());
        assertTrue(Files.size(file) < before * 3 / 4, Files.size(file) + " of " + before);
        assertEquals(NOW, Files.getLastModifiedTime(file).toMillis());
        assertEquals(number, number(77));
    }

    @Test
    void outcomeThatComesMeanwhileIsKept() throws IOException {
        Rewriting rewriting = begun();
        store.change(number(1), line -> line.became(Line.State.DELIVERED, "late"));
        store.change(number(LINES - 1), line -> line.became(Line.State.FAILED, ""));
        finish(rewriting);
        reopen();
        assertEquals(
                Line.State.DELIVERED,
                store.lookup().find(OMAR, "late", 0).orElseThrow().line().state());
        assertEquals(
                Line.State.FAILED,
                store.lookup().get(number(LINES - 1)).orElseThrow().line().state());
    }

    @Test
    void whatIsForgottenMeanwhileStaysForgotten() throws IOException {
        Rewriting rewriting = begun();
        store.forget(Optional.of(LAB));
        finish(rewriting);
        assertEquals(LINES / 2, found("common"));
        store.forget(Optional.empty());
        finish(rewriting);
        reopen();
        assertEquals(0, found("common"));
        assertEquals(List.of(), files(".draft"));
    }

    @Test
    void crashMeanwhileLosesNothingAndItIsDoneLater() throws IOException {
        begun();
        store.close();
        open();
        assertEquals(List.of(), files(".draft"));
        assertEquals(LINES, found("common"));
        finish(begun());
        reopen();
        assertEquals(LINES, found("common"));
        assertEquals(Optional.empty(), store.rewriting());
    }

    @Test
    void fullDiskLeavesTheSegmentAsItIs() throws IOException {
        Rewriting rewriting = begun();
        FaultyFiles.set(Fault.WRITE);
        assertThrows(IOException.class, () -> Rewritings.finish(rewriting));
        store.endRewriting();
        FaultyFiles.set(Fault.NONE);
        assertEquals(LINES, found("common"));
        finish(begun());
        assertEquals(LINES, found("common"));
    }

    @Test
    void oldLinesGoFromASegmentInUse() throws IOException {
        store.bound(HistoryBounds.of(1, 64));
        store.tidy(NOW + 86_400_000 + LINES / 2);
        finish(begun());
        assertEquals(LINES / 2, found("common"));
        assertFalse(store.lookup().find(LAB, "id0", 0).isPresent());
    }

    @Test
    void segmentsAreOpenedBeforeTheyAreSearched() throws IOException {
        finish(begun());
        store.beginSegment();
        reopen();
        int opened = 0;
        for (Optional<Warming> next = store.warm(); next.isPresent(); next = store.warm()) {
            CompletableFuture.runAsync(next.get()::run).join();
            opened++;
        }
        assertEquals(2, opened);
        assertEquals(LINES, found("common"));
    }

    @Test
    void searchWaitsForTheSegmentThatIsBeingOpened() throws IOException {
        finish(begun());
        reopen();
        Warming next = store.warm().orElseThrow();
        CompletableFuture<Void> opening = CompletableFuture.runAsync(next::run);
        assertEquals(LINES, found("common"));
        opening.join();
        assertEquals(LINES, found("common"));
    }
}
