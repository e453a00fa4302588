package org.hobnob.protocol.room.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import org.hobnob.protocol.message.peer.HistoryEntry;
import org.hobnob.protocol.message.peer.RoomLines;
import org.hobnob.protocol.message.peer.StreamHead;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.seal.EntryReader;

/**
 * Asks some members, one after the other, for what is not here, the newest first, one question at a time (SPEC 15). What
 * they answer is believed only as far as speakers signed it. Not thread-safe.
 */
public final class HistoryFetch {
    /** The next thing to do. */
    public sealed interface Step {
        /** Ask the holder which streams it has. */
        record AskHeads(UserName holder) implements Step {}

        /** Ask the holder for entries. */
        record AskEntries(UserName holder, long stream, long from, long to) implements Step {}

        /** There is nothing more to ask. */
        record Done() implements Step {}
    }

    /**
     * How much is asked.
     *
     * @param mostEntries taken in all
     * @param mostQuestions asked of one holder
     * @param mostInVain questions of one holder that bring nothing: it may claim anything
     */
    public record Bounds(int mostEntries, int mostQuestions, int mostInVain) {
        /** For a member: all that a room keeps. */
        public static final Bounds STANDARD = new Bounds(10_000, 5_000, 64);
        /** For a newcomer: the last lines. */
        public static final Bounds NEWCOMER = new Bounds(200, 500, 64);
    }

    /** What a holder handed over, proven. */
    public record Found(EntryReader.Said said, UserName holder) {}

    private final Deque<UserName> holders;
    private final BiPredicate<Long, Long> has;
    private final LongUnaryOperator goneTo;
    private final Function<HistoryEntry, Optional<EntryReader.Said>> reader;
    private final Bounds bounds;
    private final Map<Long, NavigableMap<Long, Found>> found = new HashMap<>();
    private final Deque<StreamHead> heads = new ArrayDeque<>();
    private Step asked = new Step.Done();
    private long below;
    private int entries;
    private int questions;
    private int inVain;
    private boolean answered;

    /**
     * @param holders whom to ask, in this order
     * @param has whether a number of a stream is here already
     * @param goneTo up to which number of a stream nothing is asked for; 0 if all is
     * @param reader checks an entry
     */
    public HistoryFetch(
            List<UserName> holders,
            BiPredicate<Long, Long> has,
            LongUnaryOperator goneTo,
            Function<HistoryEntry, Optional<EntryReader.Said>> reader,
            Bounds bounds) {
        this.holders = new ArrayDeque<>(holders);
        this.has = has;
        this.goneTo = goneTo;
        this.reader = reader;
        this.bounds = bounds;
    }

    /** Returns what to do now; call it again when the answer was given. */
    public Step next() {
        if (entries >= bounds.mostEntries() || holders.isEmpty()) {
            return done();
        }
        UserName holder = holders.peek();
        if (asked instanceof Step.Done) {
            questions = 0;
            inVain = 0;
            return ask(new Step.AskHeads(holder));
        }
        while (!heads.isEmpty() && questions < bounds.mostQuestions() && inVain < bounds.mostInVain()) {
            long stream = heads.peek().stream();
            long to = highestMissing(stream, below - 1);
            if (to > goneTo.applyAsLong(stream)) {
                return ask(new Step.AskEntries(holder, stream, lowestMissing(stream, to), to));
            }
            dropHead();
        }
        heads.clear();
        holders.remove();
        asked = new Step.Done();
        return next();
    }

    private Step done() {
        holders.clear();
        return new Step.Done();
    }

    private Step ask(Step step) {
        questions++;
        asked = step;
        return step;
    }

    private long highestMissing(long stream, long from) {
        long lowest = goneTo.applyAsLong(stream);
        long number = from;
        while (number > lowest && (has.test(stream, number) || isFound(stream, number))) {
            number--;
        }
        return number;
    }

    /** Returns the first number of the missing ones that end with this one: what is here must not fill the answer. */
    private long lowestMissing(long stream, long to) {
        long number = to;
        while (number > 1
                && to - number < RoomLines.MAX_NUMBERS - 1
                && !has.test(stream, number - 1)
                && !isFound(stream, number - 1)) {
            number--;
        }
        return number;
    }

    private boolean isFound(long stream, long number) {
        return found.getOrDefault(stream, new TreeMap<>()).containsKey(number);
    }

    private void dropHead() {
        heads.poll();
        below = heads.isEmpty() ? 0 : heads.peek().number() + 1;
    }

    /**
     * The holder's answer to the question for its heads; empty if there was none, or it hands nothing over. Only the first
     * head of a stream counts.
     */
    public void heads(Optional<List<StreamHead>> answer) {
        answered |= answer.isPresent();
        Set<Long> streams = new HashSet<>();
        answer.orElse(List.of()).stream()
                .filter(head -> streams.add(head.stream()))
                .forEach(heads::add);
        below = heads.isEmpty() ? 0 : heads.peek().number() + 1;
    }

    /** The holder's answer to the question for entries; empty if there was none. */
    public void entries(Optional<List<HistoryEntry>> answer) {
        Step.AskEntries question = (Step.AskEntries) asked;
        long lowest = question.to() + 1;
        for (HistoryEntry entry : answer.orElse(List.of())) {
            Optional<EntryReader.Said> said = reader.apply(entry).filter(read -> isAsked(question, read));
            if (said.isPresent()) {
                long number = said.get().header().sequence();
                found.computeIfAbsent(question.stream(), added -> new TreeMap<>())
                        .put(number, new Found(said.get(), question.holder()));
                lowest = Math.min(lowest, number);
                entries++;
            }
        }
        boolean isInVain = lowest > question.to();
        inVain += isInVain ? 1 : 0;
        below = isInVain ? question.from() : lowest;
    }

    private boolean isAsked(Step.AskEntries question, EntryReader.Said said) {
        long number = said.header().sequence();
        return said.header().stream() == question.stream()
                && number >= question.from()
                && number <= question.to()
                && !isFound(question.stream(), number);
    }

    /** Whether at least one holder said what it has. */
    public boolean isAnswered() {
        return answered;
    }

    /** Returns what was found, by stream, each in the order of its numbers. */
    public List<List<Found>> found() {
        return found.values().stream()
                .<List<Found>>map(stream -> new ArrayList<>(stream.values()))
                .toList();
    }
}
