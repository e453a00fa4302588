package org.hobnob.peer.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hobnob.durable.MvFileException;
import org.hobnob.peer.profile.ProfileRefusedException;

/**
 * The segments of a history: opens them when they are needed, mends those that are damaged, writes them anew. Lines are added
 * to the last one only; one that has grown bit by bit is written anew while it is read. Blocking. Not thread-safe.
 */
final class Segments {
    /** Of a smaller segment, lines that are to go are taken out at once: no other is begun for it. */
    private static final long SMALL_BYTES = 1L << 20;

    private final HistoryFolder folder;
    private final Mending mending;
    private final NavigableMap<Integer, Path> all;
    private final OpenSegments open;
    /** Those that grew bit by bit, and are to be written anew. */
    private final NavigableSet<Integer> unfinished = new TreeSet<>();

    private Optional<Rewriting> rewriting = Optional.empty();
    private long keptFromMs = Long.MIN_VALUE;

    private Segments(HistoryFolder folder, Consumer<String> damaged) {
        this.folder = folder;
        mending = new Mending(folder, damaged);
        open = new OpenSegments(folder.disk());
        all = new TreeMap<>(folder.segments());
        if (all.isEmpty()) {
            all.put(1, folder.segment(1));
        }
    }

    /** @throws ProfileRefusedException if the last segment can be neither opened nor begun anew */
    static Segments open(HistoryFolder folder, Consumer<String> damaged) {
        Segments segments = new Segments(folder, damaged);
        try {
            segments.in(segments.last(), Segment::past);
        } catch (UncheckedIOException e) {
            throw new ProfileRefusedException(
                    "the history cannot be used: " + e.getCause().getMessage() + "; free space on its disk, or correct"
                            + " its owner",
                    e);
        }
        return segments;
    }

    /** Returns the number of the segment that lines are added to. */
    int last() {
        return all.lastKey();
    }

    boolean has(int number) {
        return all.containsKey(number);
    }

    List<Integer> newestFirst() {
        return List.copyOf(all.descendingKeySet());
    }

    List<Integer> oldestFirst() {
        return List.copyOf(all.keySet());
    }

    /** Returns when the segment was written last, in milliseconds since 1970. */
    long writtenMs(int number) {
        try {
            return Files.getLastModifiedTime(all.get(number)).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns how many bytes the files take. */
    long bytes() {
        return all.values().stream().mapToLong(Segments::size).sum();
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does work in a segment; once more if it had to be mended. The work must not depend on having been done in part. */
    <T> T in(int number, Function<Segment, T> work) {
        try {
            return work.apply(segment(number));
        } catch (DamagedException e) {
            mend(number);
            return work.apply(segment(number));
        }
    }

    private Segment segment(int number) {
        try {
            return noted(number, open.get(number, all.get(number), last()));
        } catch (MvFileException e) {
            if (e.kind() != MvFileException.Kind.DAMAGED) {
                throw new UncheckedIOException(new IOException(e.getMessage(), e));
            }
        }
        mend(number);
        try {
            return noted(number, open.get(number, all.get(number), last()));
        } catch (MvFileException e) {
            throw new UncheckedIOException(new IOException(e.getMessage(), e));
        }
    }

    private Segment noted(int number, Segment segment) {
        if (number != last() && !segment.isFinished()) {
            unfinished.add(number);
        }
        return segment;
    }

    private void mend(int number) {
        try {
            mending.mend(number, all.get(number), open.known(number), number == last());
            open.abandon(number);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a line by one with the same text and another id or outcome. */
    void replace(int number, int at, Line line) {
        in(number, one -> {
            one.replace(at, line);
            return null;
        });
        rewriting.filter(one -> one.number() == number).ifPresent(one -> one.changed(at));
    }

    /** Begins to open a segment that is not open; empty if all are, or no more can be. */
    Optional<Warming> warm() {
        return open.warm(newestFirst(), all::get);
    }

    /**
     * Returns what is being written anew; begins with the next segment that is to be, if there is one.
     *
     * @throws IOException if the disk cannot be written
     */
    Optional<Rewriting> rewriting() throws IOException {
        if (rewriting.isEmpty()) {
            Optional<Integer> next = nextToRewrite();
            if (next.isPresent()) {
                rewriting = Optional.of(anew(next.get(), line -> line.takenMs() >= keptFromMs));
            }
        }
        return rewriting;
    }

    private Optional<Integer> nextToRewrite() {
        int first = all.firstKey();
        boolean hasOld = first != last()
                && in(first, one -> one.some(0, 1)).values().stream().anyMatch(line -> line.takenMs() < keptFromMs);
        return hasOld
                ? Optional.of(first)
                : unfinished.stream().filter(number -> number != last()).findFirst();
    }

    private Rewriting anew(int number, Predicate<Line> keep) throws IOException {
        Path path = folder.besideDraft(number);
        return new Rewriting(this, number, path, folder.open(path), keep);
    }

    /** Nothing is written anew any more: it was done, or cannot be done now. */
    void endRewriting() {
        rewriting.ifPresent(Rewriting::cancel);
        rewriting = Optional.empty();
    }

    /** Puts what was written anew in the place of a segment, with all that was to be committed to it. */
    void replaceBy(int number, Path draft, boolean isEmpty) throws IOException {
        if (isEmpty) {
            drop(number);
            Files.deleteIfExists(draft);
            return;
        }
        Files.setLastModifiedTime(draft, Files.getLastModifiedTime(all.get(number)));
        open.abandon(number);
        folder.publish(draft, number);
        unfinished.remove(number);
    }

    private void drop(int number) throws IOException {
        rewriting.filter(one -> one.number() == number).ifPresent(Rewriting::cancel);
        open.abandon(number);
        unfinished.remove(number);
        Files.deleteIfExists(all.remove(number));
    }

    /** Writes a segment anew, small, with those lines that are to be kept. */
    void rewrite(int number, Predicate<Line> keep) throws IOException {
        endRewriting();
        Rewriting now = anew(number, keep);
        try {
            for (Optional<Rewriting.Piece> piece = now.next(); piece.isPresent(); piece = now.next()) {
                piece.get().write();
            }
        } finally {
            now.cancel();
        }
    }

    /** Begins the next segment; the last one is to be written anew. */
    void begin(int mostTalks) throws IOException {
        commit();
        int former = last();
        Map<String, byte[]> talks = in(former, Segment::talks);
        int next = former + 1;
        all.put(next, folder.segment(next));
        newest(talks, mostTalks)
                .forEach((name, state) -> in(next, one -> {
                    one.putTalk(name, state);
                    return null;
                }));
        commit();
        unfinished.add(former);
    }

    private static Map<String, byte[]> newest(Map<String, byte[]> talks, int most) {
        Map<String, Long> last = new HashMap<>();
        talks.forEach((name, state) ->
                TalkState.decode(state).filter(one -> one.last() >= 0).ifPresent(one -> last.put(name, one.last())));
        Map<String, byte[]> kept = new HashMap<>();
        last.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(most)
                .forEach(one -> kept.put(one.getKey(), talks.get(one.getKey())));
        return kept;
    }

    /**
     * Drops the lines that were taken before that time: at once, or from a segment that is to be written anew.
     *
     * @param mostTalks as in {@link #begin}
     */
    void dropBefore(long ms, int mostTalks) throws IOException {
        keptFromMs = ms;
        while (all.size() > 1 && writtenMs(all.firstKey()) < ms) {
            drop(all.firstKey());
        }
        if (in(last(), one -> one.some(0, 1)).values().stream().noneMatch(line -> line.takenMs() < ms)) {
            return;
        }
        if (in(last(), Segment::bytes) > SMALL_BYTES) {
            begin(mostTalks);
        } else {
            commit();
            rewrite(last(), line -> line.takenMs() >= ms);
        }
    }

    /** Drops the oldest segments until all together take so many bytes at most; the last one stays. */
    void dropBeyond(long bytes) throws IOException {
        while (all.size() > 1 && bytes() > bytes) {
            drop(all.firstKey());
        }
    }

    /** Drops everything. @return how many lines there were */
    int clear() throws IOException {
        endRewriting();
        int lines = 0;
        for (int number : oldestFirst()) {
            lines += in(number, one -> one.all().size());
        }
        int next = last() + 1;
        for (int number : oldestFirst()) {
            drop(number);
        }
        folder.dropAside();
        all.put(next, folder.segment(next));
        in(next, Segment::past);
        return lines;
    }

    boolean isChanged() {
        return open.all().stream().anyMatch(Segment::isChanged);
    }

    void commit() throws IOException {
        for (int number : open.numbers()) {
            Optional<Segment> segment = open.known(number);
            if (segment.isPresent() && segment.get().isChanged()) {
                try {
                    segment.get().commit();
                } catch (DamagedException e) {
                    mend(number);
                }
            }
        }
    }

    void close() {
        endRewriting();
        open.close();
    }
}
