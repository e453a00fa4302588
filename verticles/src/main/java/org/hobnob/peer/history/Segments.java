package org.hobnob.peer.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hobnob.durable.MvFileException;
import org.hobnob.peer.profile.ProfileRefusedException;

/**
 * The segments of a history: opens them when they are needed, mends those that are damaged, writes them anew. Lines are added
 * to the last one only. Blocking. Not thread-safe.
 */
final class Segments {
    /** How many segments are open at once, besides the last. */
    private static final int MOST_OPEN = 24;

    private final HistoryFolder folder;
    private final Consumer<String> damaged;
    private final NavigableMap<Integer, Path> all;
    private final LinkedHashMap<Integer, Segment> open = new LinkedHashMap<>(MOST_OPEN, 0.75f, true);

    private Segments(HistoryFolder folder, Consumer<String> damaged) {
        this.folder = folder;
        this.damaged = damaged;
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
        Segment known = open.get(number);
        if (known != null) {
            return known;
        }
        closeSome(number);
        Segment segment = opened(number);
        open.put(number, segment);
        return segment;
    }

    private Segment opened(int number) {
        try {
            return Segment.open(all.get(number), folder.disk(), Block.GROWING);
        } catch (MvFileException e) {
            if (e.kind() != MvFileException.Kind.DAMAGED) {
                throw new UncheckedIOException(new IOException(e.getMessage(), e));
            }
            mend(number);
            return reopened(number);
        }
    }

    private Segment reopened(int number) {
        try {
            return Segment.open(all.get(number), folder.disk(), Block.GROWING);
        } catch (MvFileException e) {
            throw new UncheckedIOException(new IOException(e.getMessage(), e));
        }
    }

    private void closeSome(int wanted) {
        if (open.size() <= MOST_OPEN) {
            return;
        }
        Optional<Integer> quiet = open.keySet().stream()
                .filter(one -> one != last() && one != wanted && !open.get(one).isChanged())
                .findFirst();
        quiet.ifPresent(one -> open.remove(one).close());
    }

    /**
     * Writes what can be read of a damaged segment anew, and moves the damaged file aside. If that fails, the file and the
     * lines that wait to be committed stay where they are, so that it is tried again.
     */
    private void mend(int number) {
        Optional<Segment> broken = Optional.ofNullable(open.get(number));
        NavigableMap<Integer, byte[]> waiting =
                new TreeMap<>(broken.map(Segment::waiting).orElse(Map.of()));
        broken.ifPresent(Segment::abandon);
        try {
            int[] saved = {0};
            Segment draft = draft(number);
            try {
                int lost = Salvage.read(all.get(number), folder.disk().key(), (at, line) -> {
                    putWaiting(number, draft, waiting, at);
                    // What waits is the newer one: its outcome is known.
                    put(number, draft, at, decoded(waiting, at).orElse(line));
                    saved[0]++;
                });
                putWaiting(number, draft, waiting, Integer.MAX_VALUE);
                draft.finish();
                draft.close();
                Path aside = folder.setAside(number);
                folder.publish(number);
                open.remove(number);
                damaged.accept("a part of your history was damaged: " + saved[0]
                        + " of its lines could be read and are kept, "
                        + (lost > 0 ? lost + " are lost" : "others may be lost") + "; the damaged file is now "
                        + aside);
            } finally {
                draft.abandon();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Line> decoded(Map<Integer, byte[]> waiting, int at) {
        return Optional.ofNullable(waiting.get(at)).flatMap(LineCodec::decode);
    }

    /** Puts the waiting lines that are behind those in the draft and before that number. */
    private void putWaiting(int number, Segment draft, NavigableMap<Integer, byte[]> waiting, int before) {
        waiting.subMap(draft.past(), before)
                .keySet()
                .forEach(at -> decoded(waiting, at).ifPresent(line -> put(number, draft, at, line)));
    }

    private void put(int number, Segment draft, int at, Line line) {
        draft.put(at, line);
        if (number == last()) {
            draft.putTalk(line.talk().key(), known(line, Lookup.number(number, at)));
        }
    }

    /** What else was known about a conversation is lost: the user may have seen all of it. */
    private static byte[] known(Line line, long number) {
        return new TalkState(line.talk().label(), number, line.takenMs(), number, line.takenMs(), true).encode();
    }

    private Segment draft(int number) throws IOException {
        try {
            return Segment.open(folder.draft(number), folder.disk(), Block.WHOLE);
        } catch (MvFileException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Writes a segment anew, small, with those lines that are to be kept; nothing must wait to be committed. */
    void rewrite(int number, Predicate<Line> keep) throws IOException {
        int past = in(number, Segment::past);
        Segment draft = draft(number);
        try {
            in(number, Segment::all)
                    .forEach(at -> in(number, one -> one.get(at)).filter(keep).ifPresent(line -> draft.put(at, line)));
            if (number == last()) {
                in(number, Segment::talks).forEach(draft::putTalk);
            }
            boolean isEmpty = draft.past() == 0;
            // Numbers are not given a second time.
            draft.skipTo(past);
            draft.finish();
            draft.close();
            close(number);
            if (isEmpty && number != last()) {
                Files.delete(all.remove(number));
            } else {
                folder.publish(number);
            }
        } finally {
            draft.abandon();
        }
    }

    private void close(int number) {
        Segment segment = open.remove(number);
        if (segment != null) {
            segment.close();
        }
    }

    /** Finishes the last segment, and begins the next. */
    void begin(int mostTalks) throws IOException {
        commit();
        int former = last();
        Map<String, byte[]> talks = in(former, Segment::talks);
        rewrite(former, line -> true);
        int next = former + 1;
        all.put(next, folder.segment(next));
        newest(talks, mostTalks)
                .forEach((name, state) -> in(next, one -> {
                    one.putTalk(name, state);
                    return null;
                }));
        commit();
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

    /** Drops the lines that were taken before that time. */
    void dropBefore(long ms) throws IOException {
        for (int number : oldestFirst()) {
            if (number != last() && writtenMs(number) < ms) {
                close(number);
                Files.delete(all.remove(number));
                continue;
            }
            List<Integer> lines = in(number, Segment::all);
            if (lines.isEmpty()
                    || in(number, one -> one.get(lines.get(0)))
                            .filter(line -> line.takenMs() < ms)
                            .isEmpty()) {
                return;
            }
            commit();
            rewrite(number, line -> line.takenMs() >= ms);
        }
    }

    /** Drops the oldest segments until all together take so many bytes at most; the last one stays. */
    void dropBeyond(long bytes) throws IOException {
        while (all.size() > 1 && bytes() > bytes) {
            int first = all.firstKey();
            close(first);
            Files.delete(all.remove(first));
        }
    }

    /** Drops everything. @return how many lines there were */
    int clear() throws IOException {
        int lines = 0;
        for (int number : oldestFirst()) {
            lines += in(number, one -> one.all().size());
        }
        int next = last() + 1;
        for (int number : oldestFirst()) {
            Segment segment = open.remove(number);
            if (segment != null) {
                segment.abandon();
            }
            Files.deleteIfExists(all.remove(number));
        }
        folder.dropAside();
        all.put(next, folder.segment(next));
        in(next, Segment::past);
        return lines;
    }

    boolean isChanged() {
        return open.values().stream().anyMatch(Segment::isChanged);
    }

    void commit() throws IOException {
        for (int number : List.copyOf(open.keySet())) {
            Segment segment = open.get(number);
            if (segment.isChanged()) {
                try {
                    segment.commit();
                } catch (DamagedException e) {
                    mend(number);
                }
            }
        }
    }

    void close() {
        open.values().forEach(Segment::close);
        open.clear();
    }
}
