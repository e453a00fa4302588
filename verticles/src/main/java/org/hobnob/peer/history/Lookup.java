package org.hobnob.peer.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Finds lines in all segments. Blocking. Not thread-safe. */
public final class Lookup {
    private static final int NUMBER_BITS = 24;

    /** A copy is not looked for in segments that were finished longer before its line was said than clocks differ. */
    private static final long CLOCKS_DIFFER_MS = TimeUnit.DAYS.toMillis(1);

    private final Segments segments;

    Lookup(Segments segments) {
        this.segments = segments;
    }

    static long number(int segment, int line) {
        return (long) segment << NUMBER_BITS | line;
    }

    static int segment(long number) {
        return (int) Math.min(Integer.MAX_VALUE, number >>> NUMBER_BITS);
    }

    static int line(long number) {
        return (int) (number & (1 << NUMBER_BITS) - 1);
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
                            one -> one.index()
                                    .newestFirst(
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
                            one -> one.index()
                                    .oldestFirst(
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
}
