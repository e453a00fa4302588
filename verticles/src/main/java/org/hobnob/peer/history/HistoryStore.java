package org.hobnob.peer.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

    private final Segments segments;
    private final Lookup lookup;
    private HistoryBounds bounds;

    private HistoryStore(Segments segments, HistoryBounds bounds) {
        this.segments = segments;
        lookup = new Lookup(segments);
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

    /** Returns what finds lines. */
    public Lookup lookup() {
        return lookup;
    }

    /** Returns the number of the newest line that there is or was, and one below the lowest if there is none. */
    public long newest() {
        return Lookup.number(segments.last(), segments.in(segments.last(), Segment::past)) - 1;
    }

    /**
     * Keeps a line.
     *
     * @return its number, also if it is there already; empty if it could not be kept, because the disk has been full for long
     */
    public OptionalLong add(Line line) {
        Optional<Kept> there =
                line.id().isEmpty() ? Optional.empty() : lookup.find(line.talk(), line.id(), line.saidMs());
        if (there.isPresent()) {
            return OptionalLong.of(there.get().number());
        }
        int last = segments.last();
        if (segments.in(last, Segment::waitingBytes) > MOST_WAITING_BYTES || segments.in(last, Segment::room) == 0) {
            return OptionalLong.empty();
        }
        long number = Lookup.number(last, segments.in(last, segment -> segment.add(line)));
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

    /** Replaces a line by one with the same text: its outcome has become known. Nothing happens if it is gone. */
    public void change(long number, UnaryOperator<Line> change) {
        lookup.get(number)
                .ifPresent(kept ->
                        segments.replace(Lookup.segment(number), Lookup.line(number), change.apply(kept.line())));
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
                    one -> one.index().newestFirst(Query.of(talk), Segment.MOST_LINES, number -> {
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
     * Begins a new segment where the last one is full, and drops what is beyond the bounds. What takes longer is left for
     * {@link #rewriting}.
     *
     * @param nowMs in milliseconds since 1970
     * @throws IOException if the disk cannot be written
     */
    public void tidy(long nowMs) throws IOException {
        if (isFull()) {
            segments.begin(MOST_TALKS);
        }
        segments.dropBefore(
                bounds.days() > 0 ? nowMs - TimeUnit.DAYS.toMillis(bounds.days()) : Long.MIN_VALUE, MOST_TALKS);
        segments.dropBeyond(bounds.bytes());
    }

    /**
     * Returns what is being written anew, or is to be, while the store goes on; call {@link #endRewriting} after it.
     *
     * @throws IOException if the disk cannot be written
     */
    Optional<Rewriting> rewriting() throws IOException {
        return segments.rewriting();
    }

    /** What was written anew has taken its place, or cannot be written now. */
    void endRewriting() {
        segments.endRewriting();
    }

    /** Begins to open a part of the store before it is needed; empty if all of it is open. */
    Optional<Warming> warm() {
        return segments.warm();
    }

    /** Begins the next segment. */
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
