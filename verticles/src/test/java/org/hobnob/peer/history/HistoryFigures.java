package org.hobnob.peer.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Prints how long a large history takes; docs/figures.md says how it is run. */
@Tag("long")
class HistoryFigures {
    private static final int LINES = Integer.getInteger("hobnob.history.lines", 1_000_000);
    private static final int TALKS = 40;
    private static final int VOCABULARY = 60_000;
    private static final int AT_ONCE = 32;
    private static final long BEGIN_MS = 1_700_000_000_000L;
    private static final long APART_MS = 60_000;
    private static final int RARE_EVERY = 1_000;

    @TempDir
    Path profile;

    private final Random random = new Random(7);
    private final List<Talk> talks = new ArrayList<>();

    private HistoryStore open() {
        return HistoryStore.open(profile, HistoryBounds.of(0, 4_096), new SecureRandom(), lost -> {});
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void millionLines() throws IOException {
        for (int i = 0; i < TALKS; i++) {
            talks.add(new Talk(Lines.ACCOUNT, (i % 2 == 0 ? "#room" : "@user") + i));
        }
        fill();
        long begun = System.nanoTime();
        HistoryStore store = open();
        System.out.printf("opened in %.0f ms, %.1f MB on disk%n", ms(begun), store.bytes() / 1e6);
        begun = System.nanoTime();
        for (Optional<Warming> next = store.warm(); next.isPresent(); next = store.warm()) {
            next.get().run();
        }
        System.out.printf("all opened, beside it, in %.0f ms%n", ms(begun));
        search(store);
        append(store);
        System.gc();
        Runtime java = Runtime.getRuntime();
        System.out.printf("heap %.1f MB%n", (java.totalMemory() - java.freeMemory()) / 1e6);
        store.close();
    }

    private void fill() throws IOException {
        HistoryStore store = open();
        double[] ms = new double[LINES / AT_ONCE];
        List<Double> begins = new ArrayList<>();
        List<Double> reads = new ArrayList<>();
        List<Double> searches = new ArrayList<>();
        CompletableFuture<Void> piece = CompletableFuture.completedFuture(null);
        long all = System.nanoTime();
        for (int batch = 0; batch < ms.length; batch++) {
            long begun = System.nanoTime();
            for (int i = 0; i < AT_ONCE; i++) {
                add(store, batch * AT_ONCE + i);
            }
            store.commit();
            ms[batch] = ms(begun) / AT_ONCE;
            if (store.isFull()) {
                begun = System.nanoTime();
                store.tidy(BEGIN_MS);
                begins.add(ms(begun));
            }
            begun = System.nanoTime();
            Optional<Rewriting> rewriting = store.rewriting();
            if (rewriting.isPresent() && piece.isDone()) {
                piece = next(store, rewriting.get());
                reads.add(ms(begun));
            }
            if (rewriting.isPresent() && batch % 4 == 0) {
                searches.add(timed(store, common(1 + random.nextInt(50)), 20));
            }
        }
        System.out.printf("%,d lines: %.3f ms each in all, %s%n", LINES, ms(all) / LINES, spread(ms));
        System.out.printf(
                "a segment begun %s; meanwhile finished in pieces %s, common word %s%n",
                spread(begins), spread(reads), spread(searches));
        store.close();
    }

    private static CompletableFuture<Void> next(HistoryStore store, Rewriting rewriting) throws IOException {
        Optional<Rewriting.Piece> piece = rewriting.next();
        if (piece.isEmpty()) {
            store.endRewriting();
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.runAsync(() -> {
            try {
                piece.get().write();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static String spread(List<Double> ms) {
        return ms.isEmpty()
                ? "never"
                : spread(ms.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private void add(HistoryStore store, int number) {
        long at = BEGIN_MS + number * APART_MS;
        Talk talk = talks.get((int) (TALKS * random.nextDouble() * random.nextDouble()));
        byte[] id = new byte[16];
        random.nextBytes(id);
        String rare = number % RARE_EVERY == 0 ? " rare" + number / RARE_EVERY : "";
        store.add(new Line(
                talk,
                at,
                at - 20,
                "author" + random.nextInt(30),
                false,
                false,
                text() + rare,
                Optional.empty(),
                HexFormat.of().formatHex(id),
                "multicast",
                false,
                Line.State.HEARD,
                ""));
    }

    /** Mostly short, some long; words as frequent as Zipf says. */
    private String text() {
        int words = 1 + (int) (60 * Math.pow(random.nextDouble(), 3));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            int rank = (int) Math.pow(VOCABULARY, random.nextDouble());
            text.append(i == 0 ? "" : " ").append(Integer.toString(rank * 31 + 1_000, 36));
        }
        return text.toString();
    }

    private static String common(int rank) {
        return Integer.toString(rank * 31 + 1_000, 36);
    }

    private void search(HistoryStore store) {
        int rares = LINES / RARE_EVERY;
        for (int round = 0; round < 2; round++) {
            double[] rare = new double[300];
            for (int i = 0; i < rare.length; i++) {
                String word = "rare" + random.nextInt(rares);
                rare[i] = timed(store, word, 1);
            }
            double[] common = new double[300];
            for (int i = 0; i < common.length; i++) {
                common[i] = timed(store, common(1 + random.nextInt(50)), 20);
            }
            double[] both = new double[100];
            for (int i = 0; i < both.length; i++) {
                both[i] = timed(store, common(1) + " rare" + random.nextInt(rares), 0);
            }
            double[] last = new double[100];
            for (int i = 0; i < last.length; i++) {
                long begun = System.nanoTime();
                store.lookup().newest(talks.get(random.nextInt(TALKS)), Long.MAX_VALUE, 0, 20);
                last[i] = ms(begun);
            }
            System.out.printf(
                    "%s: rare word %s; common word %s; both %s; last 20 lines %s%n",
                    round == 0 ? "cold" : "warm", spread(rare), spread(common), spread(both), spread(last));
        }
    }

    private static double timed(HistoryStore store, String words, int least) {
        long begun = System.nanoTime();
        List<Hit> hits = store.lookup().search(words, Optional.empty(), Long.MAX_VALUE, 20);
        double took = ms(begun);
        assertTrue(hits.size() >= least, words + " " + hits.size());
        return took;
    }

    private void append(HistoryStore store) throws IOException {
        double[] one = new double[500];
        for (int i = 0; i < one.length; i++) {
            long begun = System.nanoTime();
            add(store, LINES + i);
            one[i] = ms(begun);
            store.commit();
        }
        System.out.printf("one line more, to be found at once: %s%n", spread(one));
        assertEquals(Optional.empty(), store.lookup().get(-1).map(Kept::number));
    }

    private static double ms(long begunNs) {
        return (System.nanoTime() - begunNs) / 1e6;
    }

    private static String spread(double[] ms) {
        double[] sorted = ms.clone();
        Arrays.sort(sorted);
        return String.format(
                "p50 %.3f p99 %.3f max %.1f ms",
                sorted[sorted.length / 2], sorted[sorted.length * 99 / 100], sorted[sorted.length - 1]);
    }
}
