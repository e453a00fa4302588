package org.hobnob.peer.history;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.hobnob.peer.history.Query.Term;

/**
 * Where the words and the messages of a segment are: in blocks in its file, and in one in memory for the newest lines. Reading
 * throws {@link DamagedException} where the file cannot be read. Not thread-safe.
 */
final class SegmentIndex {
    /** The most words that a beginning of one stands for. */
    static final int MOST_OF_PREFIX = 200;

    private static final int FINGERPRINT_BITS = 43;
    private static final int MOST_DECODED = 8;

    private final Supplier<SegmentMaps> maps;
    /** The messages of the block in memory, by fingerprint. */
    private final Map<Long, Integer> newIds = new HashMap<>();
    /** Messages of earlier blocks whose ids have become known since, by key. */
    private final Map<Long, Integer> lateIds = new HashMap<>();

    private final Map<String, int[]> decoded = new LinkedHashMap<>(MOST_DECODED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, int[]> eldest) {
            return size() > MOST_DECODED;
        }
    };

    private Block tail;

    /**
     * @param maps opens the file if it is not open
     * @param indexed the number behind the last line that is in a block of the file
     */
    SegmentIndex(Supplier<SegmentMaps> maps, int indexed) {
        this.maps = maps;
        tail = new Block(indexed);
    }

    private SegmentMaps maps() {
        return maps.get();
    }

    /** Adds a line whose number is higher than all before. */
    void add(int number, Line line) {
        tail.add(number, line);
        identify(number, line);
    }

    /** Notes the id of a line, if it has one. */
    void identify(int number, Line line) {
        if (line.id().isEmpty()) {
            return;
        }
        long fingerprint = fingerprint(line.talk(), line.id());
        if (number >= tail.first()) {
            newIds.put(fingerprint, number);
        } else {
            int block = DamagedException.unlessRead(() -> maps().blocks().floorKey(number));
            lateIds.put(key(fingerprint, block), number);
        }
    }

    /** Returns the numbers that the message with this id may have; whoever asks looks at its line. */
    List<Integer> candidates(Talk talk, String id) {
        long fingerprint = fingerprint(talk, id);
        List<Integer> found = new ArrayList<>();
        Optional.ofNullable(newIds.get(fingerprint)).ifPresent(found::add);
        Integer block = DamagedException.unlessRead(() -> maps().blocks().lastKey());
        while (block != null) {
            int first = block;
            long key = key(fingerprint, first);
            Optional.ofNullable(lateIds.get(key)).ifPresent(found::add);
            Optional.ofNullable(DamagedException.unlessRead(() -> maps().ids().get(key)))
                    .ifPresent(found::add);
            block = DamagedException.unlessRead(() -> maps().blocks().lowerKey(first));
        }
        return found;
    }

    private static long fingerprint(Talk talk, String id) {
        byte[] all = (talk.key() + '\0' + id).getBytes(StandardCharsets.UTF_8);
        CRC32C sum = new CRC32C();
        sum.update(all);
        return (sum.getValue() << Integer.SIZE | Arrays.hashCode(all) & 0xffffffffL) & (1L << FINGERPRINT_BITS) - 1;
    }

    /**
     * Finds the lines that a query asks for, from the newest on.
     *
     * @param below only lines with lower numbers
     * @param more receives their numbers until it returns false
     * @return whether it wanted more
     */
    boolean newestFirst(Query query, int below, IntPredicate more) {
        if (!downwards(tailNumbers(query), below, more)) {
            return false;
        }
        Integer block = DamagedException.unlessRead(() -> maps().blocks().lowerKey(below));
        while (block != null) {
            int first = block;
            if (!downwards(numbers(query, first), below, more)) {
                return false;
            }
            block = DamagedException.unlessRead(() -> maps().blocks().lowerKey(first));
        }
        return true;
    }

    private static boolean downwards(int[] numbers, int below, IntPredicate more) {
        for (int i = numbers.length - 1; i >= 0; i--) {
            if (numbers[i] < below && !more.test(numbers[i])) {
                return false;
            }
        }
        return true;
    }

    /** As {@link #newestFirst}, from the oldest on, with numbers above {@code above}. */
    boolean oldestFirst(Query query, int above, IntPredicate more) {
        Integer start = DamagedException.unlessRead(() -> maps().blocks().floorKey(Math.max(0, above)));
        Integer block = start != null
                ? start
                : DamagedException.unlessRead(() -> maps().blocks().firstKey());
        while (block != null) {
            int first = block;
            if (!upwards(numbers(query, first), above, more)) {
                return false;
            }
            block = DamagedException.unlessRead(() -> maps().blocks().higherKey(first));
        }
        return upwards(tailNumbers(query), above, more);
    }

    private static boolean upwards(int[] numbers, int above, IntPredicate more) {
        for (int number : numbers) {
            if (number > above && !more.test(number)) {
                return false;
            }
        }
        return true;
    }

    private int[] tailNumbers(Query query) {
        int[] all = tail.numbers(query.terms().get(0));
        for (Term term : query.terms()) {
            all = all.length == 0 ? all : Postings.both(all, tail.numbers(term));
        }
        return all;
    }

    private int[] numbers(Query query, int block) {
        int[] all = numbers(query.terms().get(0), block);
        for (Term term : query.terms()) {
            all = all.length == 0 ? all : Postings.both(all, numbers(term, block));
        }
        return all;
    }

    private int[] numbers(Term term, int block) {
        if (!term.prefix()) {
            return exactly(term.word(), block);
        }
        int[] all = {};
        for (String word : beginningWith(term.word(), block)) {
            all = Postings.either(all, exactly(word, block));
        }
        return all;
    }

    private int[] exactly(String word, int block) {
        String key = key(word, block);
        int[] known = decoded.get(key);
        if (known == null) {
            known = Postings.decode(
                    DamagedException.unlessRead(() -> maps().words().get(key)), block);
            decoded.put(key, known);
        }
        return known;
    }

    private List<String> beginningWith(String start, int block) {
        List<String> found = new ArrayList<>();
        String from = key(start, block);
        int skipped = from.length() - start.length();
        String key = DamagedException.unlessRead(() -> maps().words().ceilingKey(from));
        while (key != null && key.startsWith(from) && found.size() < MOST_OF_PREFIX) {
            String here = key;
            found.add(here.substring(skipped));
            key = DamagedException.unlessRead(() -> maps().words().higherKey(here));
        }
        return found;
    }

    /** The block stands first, so that a new block touches no page of those before it. */
    private static String key(String word, int block) {
        return String.format("%06x", block) + word;
    }

    private static long key(long fingerprint, int block) {
        return (long) block << FINGERPRINT_BITS | fingerprint;
    }

    /** Returns whether the block in memory is to be written. */
    boolean isFull(Block.Size size) {
        return tail.isFull(size);
    }

    /**
     * Puts into the maps what is to be committed.
     *
     * @param withBlock whether the block in memory is among it
     * @param past the number that the next line gets
     */
    void put(SegmentMaps into, boolean withBlock, int past) {
        into.ids().putAll(lateIds);
        if (withBlock) {
            int first = tail.first();
            tail.words().forEach((word, postings) -> into.words().put(key(word, first), postings.encode(first)));
            newIds.forEach((fingerprint, at) -> into.ids().put(key(fingerprint, first), at));
            into.blocks().put(first, past);
            decoded.clear();
        }
    }

    /** What was put is committed. */
    void committed(boolean withBlock, int past) {
        lateIds.clear();
        if (withBlock) {
            newIds.clear();
            tail = new Block(past);
        }
    }

    /** Forgets what was read of the file. */
    void closed() {
        decoded.clear();
    }
}
