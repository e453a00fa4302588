package org.hobnob.peer.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The lines of a profile, kept in its folder (SPEC 13.1). What is added can be found at once and is on the disk after the next
 * {@link #commit}. A line that is added again, by conversation and message id, is kept once.
 *
 * <p>A part of it that is damaged is moved aside, and what can still be read of it goes on; the listener is told. All methods
 * block, and throw {@link UncheckedIOException} where the disk cannot be read or written. Not thread-safe.
 */
public final class HistoryStore implements AutoCloseable {
    /** The most bytes of lines that wait for a disk that cannot be written. */
    static final long MOST_WAITING_BYTES = 4L << 20;

    /** The most conversations that are remembered by themselves; the lines of others are kept all the same. */
    static final int MOST_TALKS = 2_000;

    private static final int NUMBER_BITS = 24;

    /** A copy is not looked for in segments that were finished longer before its line was said than clocks differ. */
    private static final long CLOCKS_DIFFER_MS = TimeUnit.DAYS.toMillis(1);

    private final Segments segments;
    private HistoryBounds bounds;

    private HistoryStore(Segments segments, HistoryBounds bounds) {
        this.segments = segments;
        this.bounds = bounds;
    }

    /**
     * Opens the history of a profile; creates it on first use.
     *
     * @param profile the profile's folder
     * @param damaged told, in a sentence for the user, what damage cost
     * @throws org.hobnob.peer.profile.ProfileRefusedException if the folder or the key cannot be used, or the history is of
     *     another key; the message says what to do
     */
    public static HistoryStore open(Path profile, HistoryBounds bounds, SecureRandom random, Consumer<String> damaged) {
        return open(profile, UnaryOperator.identity(), bounds, random, damaged);
    }

    /** @param names as in {@link Disk} */
    static HistoryStore open(
            Path profile,
            UnaryOperator<String> names,
            HistoryBounds bounds,
            SecureRandom random,
            Consumer<String> damaged) {
        return new HistoryStore(Segments.open(HistoryFolder.open(profile, names, random), damaged), bounds);
    }

    /** Returns whether a profile has a history. */
    public static boolean isThere(Path profile) {
        return HistoryFolder.isThere(profile);
    }

    /** Returns the number of the newest line that there is or was, and one below the lowest if there is none. */
    public long newest() {
        return number(segments.last(), segments.in(segments.last(), Segment::past)) - 1;
    }

    private static long number(int segment, int line) {
        return (long) segment << NUMBER_BITS | line;
    }

    private static int segment(long number) {
        return (int) Math.min(Integer.MAX_VALUE, number >>> NUMBER_BITS);
    }

    private static int line(long number) {
        return (int) (number & (1 << NUMBER_BITS) - 1);
    }

    /**
     * Keeps a line.
     *
     * @return its number, also if it is there already; empty if it could not be kept, because the disk has been full for long
     */
    public OptionalLong add(Line line) {
        Optional<Kept> there = line.id().isEmpty() ? Optional.empty() : find(line.talk(), line.id(), line.saidMs());
        if (there.isPresent()) {
            return OptionalLong.of(there.get().number());
        }
        int last = segments.last();
        if (segments.in(last, Segment::waitingBytes) > MOST_WAITING_BYTES || segments.in(last, Segment::room) == 0) {
            return OptionalLong.empty();
        }
        long number = number(last, segments.in(last, segment -> segment.add(line)));
        TalkState before = talk(line.talk()).orElse(new TalkState(line.talk().label(), -1, 0, -1, 0, true));
        long seen = line.own() ? number : before.seen();
        put(
                line.talk(),
                new TalkState(
                        line.talk().label(),
                        number,
                        line.takenMs(),
                        seen,
                        line.own() ? line.takenMs() : before.seenMs(),
                        true));
        return OptionalLong.of(number);
    }

    /**
     * Finds a message.
     *
     * @param saidMs when it was said; 0 if that is not known
     */
    public Optional<Kept> find(Talk talk, String id, long saidMs) {
        for (int segment : segments.newestFirst()) {
            if (segment != segments.last() && saidMs > 0 && segments.writtenMs(segment) < saidMs - CLOCKS_DIFFER_MS) {
                break;
            }
            Optional<Integer> found = segments.in(segment, one -> one.find(talk, id));
            if (found.isPresent()) {
                return get(number(segment, found.get()));
            }
        }
        return Optional.empty();
    }

    /** Returns the line with this number. */
    public Optional<Kept> get(long number) {
        return segments.has(segment(number))
                ? segments.in(segment(number), one -> one.get(line(number))).map(line -> new Kept(number, line))
                : Optional.empty();
    }

    /** Replaces a line by one with the same text: its outcome has become known. Nothing happens if it is gone. */
    public void change(long number, UnaryOperator<Line> change) {
        get(number)
                .ifPresent(kept -> segments.in(segment(number), one -> {
                    one.replace(line(number), change.apply(kept.line()));
                    return null;
                }));
    }

    /**
     * Returns the newest lines of a conversation, in their order.
     *
     * @param below only lines with lower numbers; {@code Long.MAX_VALUE} for all
     * @param sinceMs only lines taken then or later
     * @param most how many
     */
    public List<Kept> newest(Talk talk, long below, long sinceMs, int most) {
        List<Kept> found = new ArrayList<>();
        newestFirst(Query.of(talk), below, kept -> {
            if (kept.line().takenMs() >= sinceMs) {
                found.add(0, kept);
            }
            return kept.line().takenMs() >= sinceMs && found.size() < most;
        });
        return found;
    }

    /** As {@link #newest}, the oldest lines with numbers above {@code above}. */
    public List<Kept> oldest(Talk talk, long above, int most) {
        List<Kept> found = new ArrayList<>();
        oldestFirst(Query.of(talk), above, kept -> {
            found.add(kept);
            return found.size() < most;
        });
        return found;
    }

    /**
     * Returns the newest lines that have all the words, the newest first.
     *
     * @param words as {@link Query#of(String)} reads them; without a word nothing is found
     * @param where only in that conversation, if it is named
     * @param below only lines with lower numbers
     * @param most how many
     */
    public List<Hit> search(String words, Optional<Talk> where, long below, int most) {
        Optional<Query> typed = Query.of(words);
        if (typed.isEmpty()) {
            return List.of();
        }
        List<Kept> found = new ArrayList<>();
        newestFirst(where.map(typed.get()::in).orElse(typed.get()), below, kept -> {
            found.add(kept);
            return found.size() < most;
        });
        return found.stream().map(this::withContext).toList();
    }

    private Hit withContext(Kept kept) {
        Talk talk = kept.line().talk();
        List<Kept> before = newest(talk, kept.number(), 0, 1);
        List<Kept> after = oldest(talk, kept.number(), 1);
        return new Hit(kept, before.stream().findFirst(), after.stream().findFirst());
    }

    private void newestFirst(Query query, long below, Predicate<Kept> more) {
        for (int segment : segments.newestFirst()) {
            int bound = segment < segment(below) ? Segment.MOST_LINES : segment == segment(below) ? line(below) : 0;
            int[] goneTo = {bound};
            boolean goesOn = bound == 0
                    || segments.in(
                            segment,
                            one -> one.newestFirst(
                                    query,
                                    goneTo[0],
                                    number -> passed(one, segment, number, more) && (goneTo[0] = number) >= 0));
            if (!goesOn) {
                return;
            }
        }
    }

    private void oldestFirst(Query query, long above, Predicate<Kept> more) {
        for (int segment : segments.oldestFirst()) {
            int bound = segment > segment(above) ? -1 : line(above);
            int[] goneTo = {bound};
            boolean goesOn = segment < segment(above)
                    || segments.in(
                            segment,
                            one -> one.oldestFirst(
                                    query,
                                    goneTo[0],
                                    number -> passed(one, segment, number, more) && (goneTo[0] = number) >= 0));
            if (!goesOn) {
                return;
            }
        }
    }

    /** Where a segment is mended meanwhile, the walk goes on behind the line that was passed last. */
    private static boolean passed(Segment from, int segment, int number, Predicate<Kept> more) {
        return from.get(number)
                .map(line -> more.test(new Kept(number(segment, number), line)))
                .orElse(true);
    }

    /** Passes all lines, or those of one conversation, from the oldest on. */
    public void all(Optional<Talk> where, Consumer<Kept> lines) {
        if (where.isPresent()) {
            oldestFirst(Query.of(where.get()), 0, kept -> {
                lines.accept(kept);
                return true;
            });
            return;
        }
        for (int segment : segments.oldestFirst()) {
            segments.in(segment, one -> {
                one.all()
                        .forEach(number -> one.get(number)
                                .ifPresent(line -> lines.accept(new Kept(number(segment, number), line))));
                return null;
            });
        }
    }

    /** Returns how a conversation stands; empty if nothing of it is kept. */
    public Optional<TalkState> talk(Talk talk) {
        return TalkState.decode(segments.in(segments.last(), one -> one.talk(talk.key())));
    }

    private void put(Talk talk, TalkState state) {
        segments.in(segments.last(), one -> {
            one.putTalk(talk.key(), state.encode());
            return null;
        });
    }

    /** Returns the conversations of an account, those with the newest lines first. */
    public List<TalkState> talks(String account) {
        String start = account + " ";
        return segments.in(segments.last(), Segment::talks).entrySet().stream()
                .filter(one -> one.getKey().startsWith(start))
                .flatMap(one -> TalkState.decode(one.getValue()).stream())
                .filter(one -> one.last() >= 0)
                .sorted(Comparator.comparingLong(TalkState::last).reversed())
                .toList();
    }

    /** Notes that the user has seen all that was said there. */
    public void seen(Talk talk, long nowMs) {
        talk(talk)
                .ifPresent(state -> put(
                        talk,
                        new TalkState(state.label(), state.last(), state.lastMs(), state.last(), nowMs, state.open())));
    }

    /** Notes that the user has closed a conversation. */
    public void closed(Talk talk) {
        talk(talk)
                .ifPresent(state -> put(
                        talk,
                        new TalkState(
                                state.label(), state.last(), state.lastMs(), state.seen(), state.seenMs(), false)));
    }

    /**
     * Forgets a conversation, or everything. Its space is given back.
     *
     * @param where empty for everything, also what was moved aside
     * @return how many lines there were
     */
    public int forget(Optional<Talk> where) {
        try {
            return where.isPresent() ? forget(where.get()) : segments.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int forget(Talk talk) throws IOException {
        commit();
        put(talk, new TalkState(talk.label(), -1, 0, -1, 0, false));
        int forgotten = 0;
        for (int segment : segments.oldestFirst()) {
            int[] there = {0};
            segments.in(
                    segment,
                    one -> one.newestFirst(Query.of(talk), Segment.MOST_LINES, number -> {
                        there[0]++;
                        return true;
                    }));
            if (there[0] > 0) {
                segments.rewrite(segment, line -> !line.talk().equals(talk));
            }
            forgotten += there[0];
        }
        commit();
        return forgotten;
    }

    /** From now on these bounds count; {@link #tidy} applies them. */
    public void bound(HistoryBounds now) {
        bounds = now;
    }

    /** Returns whether there is something to commit. */
    public boolean isChanged() {
        return segments.isChanged();
    }

    /**
     * Writes everything.
     *
     * @throws IOException if that fails; the next commit tries it again
     */
    public void commit() throws IOException {
        segments.commit();
    }

    /**
     * Begins a new segment where the last one is full, and drops what is beyond the bounds.
     *
     * @param nowMs in milliseconds since 1970
     * @throws IOException if the disk cannot be written
     */
    public void tidy(long nowMs) throws IOException {
        if (isFull()) {
            segments.begin(MOST_TALKS);
        }
        if (bounds.days() > 0) {
            segments.dropBefore(nowMs - TimeUnit.DAYS.toMillis(bounds.days()));
        }
        segments.dropBeyond(bounds.bytes());
    }

    /** Finishes the last segment. */
    void beginSegment() throws IOException {
        segments.begin(MOST_TALKS);
    }

    /** Returns whether the last segment has as much as one may have. */
    public boolean isFull() {
        int last = segments.last();
        return segments.in(last, Segment::bytes) >= bounds.segmentBytes()
                || segments.in(last, Segment::room) < Segment.MOST_LINES / 2;
    }

    /** Returns how many bytes the files take. */
    public long bytes() {
        return segments.bytes();
    }

    /** Closes the files; what was not committed is lost. */
    @Override
    public void close() {
        segments.close();
    }
}
