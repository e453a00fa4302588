package org.hobnob.peer.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.zip.CRC32C;
import org.hobnob.durable.MvFile;
import org.hobnob.durable.MvFileException;
import org.hobnob.peer.history.Query.Term;

/**
 * One file of lines that follow each other, and their index (SPEC 13.1). What is added is in memory until {@link #commit};
 * the index of the newest lines is in memory until a {@link Block} of them is written. Not thread-safe.
 *
 * <p>Reading throws {@link DamagedException} where the file cannot be read.
 */
final class Segment {
    /** The most lines of a segment: a line's number in it takes 24 bits of its number in the store. */
    static final int MOST_LINES = 1 << 20;

    /** The most words that a beginning of one stands for. */
    static final int MOST_OF_PREFIX = 200;

    private static final int FINGERPRINT_BITS = 43;
    private static final int MOST_DECODED = 8;

    /** A part of the file cannot be read. */
    static final class DamagedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DamagedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private final Path path;
    private final Disk disk;
    private final Block.Size blockSize;
    private final NavigableMap<Integer, byte[]> unwritten = new TreeMap<>();
    private final Map<Long, Integer> newIds = new HashMap<>();
    private final Map<String, int[]> decoded = new LinkedHashMap<>(MOST_DECODED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, int[]> eldest) {
            return size() > MOST_DECODED;
        }
    };

    private final Map<String, byte[]> newTalks = new HashMap<>();
    /** Empty after a write that failed, until the next time that the file is needed. */
    private Optional<SegmentMaps> open;

    private Block tail;
    private int next;
    private long waitingBytes;

    private Segment(Path path, Disk disk, SegmentMaps maps, Block.Size blockSize) {
        this.path = path;
        this.disk = disk;
        this.blockSize = blockSize;
        open = Optional.of(maps);
        Integer last = maps.lines().lastKey();
        Integer lastBlock = maps.blocks().lastKey();
        next = Math.max(last == null ? 0 : last + 1, maps.past());
        int indexed = lastBlock == null ? 0 : maps.blocks().get(lastBlock);
        tail = new Block(indexed);
        maps.lines()
                .keyIterator(indexed)
                .forEachRemaining(number -> get(number).ifPresent(line -> index(number, line)));
    }

    /**
     * Opens a segment; creates it if it is absent. Blocking.
     *
     * @throws MvFileException if that fails; the file is left as it is
     */
    static Segment open(Path path, Disk disk, Block.Size blockSize) throws MvFileException {
        SegmentMaps maps = SegmentMaps.open(path, disk);
        try {
            return new Segment(path, disk, maps, blockSize);
        } catch (RuntimeException e) {
            maps.file().abandon();
            throw MvFile.unreadable(path.toString(), e);
        }
    }

    /** Opens the file again after a write that failed. */
    private SegmentMaps maps() {
        if (open.isEmpty()) {
            try {
                open = Optional.of(SegmentMaps.open(path, disk));
            } catch (MvFileException e) {
                throw new UncheckedIOException(new IOException(e.getMessage(), e));
            }
        }
        return open.get();
    }

    /** Returns how many lines it can still take. */
    int room() {
        return MOST_LINES - next;
    }

    /** Returns the number behind the last line's. */
    int past() {
        return next;
    }

    /** Returns how many bytes of lines were added to it. */
    long bytes() {
        return maps().bytes() + waitingBytes;
    }

    /** Returns how many bytes of lines wait to be committed. */
    long waitingBytes() {
        return waitingBytes;
    }

    /** Adds a line; returns its number. */
    int add(Line line) {
        put(next, line);
        return next - 1;
    }

    /** Adds a line under a number that is higher than all before. */
    void put(int number, Line line) {
        keep(number, line);
        next = number + 1;
        index(number, line);
    }

    /** The next line gets this number. */
    void skipTo(int number) {
        next = Math.max(next, number);
    }

    private void keep(int number, Line line) {
        byte[] encoded = LineCodec.encode(line);
        byte[] before = unwritten.put(number, encoded);
        waitingBytes += encoded.length - (before == null ? 0 : before.length);
    }

    private void index(int number, Line line) {
        tail.add(number, line);
        identify(number, line);
    }

    private void identify(int number, Line line) {
        if (!line.id().isEmpty()) {
            newIds.put(fingerprint(line.talk(), line.id()), number);
        }
    }

    /** Replaces a line by one with the same text and another id or outcome. */
    void replace(int number, Line line) {
        keep(number, line);
        identify(number, line);
    }

    /** Returns the line with this number; empty if there is none. */
    Optional<Line> get(int number) {
        byte[] encoded = reading(() -> unwritten.containsKey(number)
                ? unwritten.get(number)
                : maps().lines().get(number));
        if (encoded == null) {
            return Optional.empty();
        }
        Optional<Line> line = LineCodec.decode(encoded);
        if (line.isEmpty()) {
            throw new DamagedException("line " + number + " is damaged", null);
        }
        return line;
    }

    /** Returns the number of the message with this id in the conversation. */
    Optional<Integer> find(Talk talk, String id) {
        long fingerprint = fingerprint(talk, id);
        Optional<Integer> found = Optional.ofNullable(newIds.get(fingerprint)).filter(at -> isMessage(at, talk, id));
        Integer block = found.isPresent() ? null : reading(() -> maps().blocks().lastKey());
        while (block != null && found.isEmpty()) {
            int first = block;
            found = Optional.ofNullable(reading(() -> maps().ids().get(key(fingerprint, first))))
                    .filter(at -> isMessage(at, talk, id));
            block = reading(() -> maps().blocks().lowerKey(first));
        }
        return found;
    }

    private boolean isMessage(int number, Talk talk, String id) {
        return get(number)
                .filter(line -> line.talk().equals(talk) && line.id().equals(id))
                .isPresent();
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
        Integer block = reading(() -> maps().blocks().lowerKey(below));
        while (block != null) {
            int first = block;
            if (!downwards(numbers(query, first), below, more)) {
                return false;
            }
            block = reading(() -> maps().blocks().lowerKey(first));
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
        Integer start = reading(() -> maps().blocks().floorKey(Math.max(0, above)));
        Integer block = start != null ? start : reading(() -> maps().blocks().firstKey());
        while (block != null) {
            int first = block;
            if (!upwards(numbers(query, first), above, more)) {
                return false;
            }
            block = reading(() -> maps().blocks().higherKey(first));
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
            known = Postings.decode(reading(() -> maps().words().get(key)), block);
            decoded.put(key, known);
        }
        return known;
    }

    private List<String> beginningWith(String start, int block) {
        List<String> found = new ArrayList<>();
        String from = key(start, block);
        int skipped = from.length() - start.length();
        String key = reading(() -> maps().words().ceilingKey(from));
        while (key != null && key.startsWith(from) && found.size() < MOST_OF_PREFIX) {
            String here = key;
            found.add(here.substring(skipped));
            key = reading(() -> maps().words().higherKey(here));
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

    /** Returns the numbers of all lines, ascending. */
    List<Integer> all() {
        return reading(() -> {
            TreeSet<Integer> numbers = new TreeSet<>(unwritten.keySet());
            maps().lines().keyIterator(null).forEachRemaining(numbers::add);
            return List.copyOf(numbers);
        });
    }

    /** Returns what is known about a conversation; null if nothing is. */
    byte[] talk(String name) {
        byte[] told = newTalks.get(name);
        return told == null ? reading(() -> maps().talks().get(name)) : told;
    }

    /** Keeps what is known about a conversation. */
    void putTalk(String name, byte[] what) {
        newTalks.put(name, what);
    }

    /** Returns what is known about all conversations. */
    Map<String, byte[]> talks() {
        Map<String, byte[]> all = reading(() -> new HashMap<>(maps().talks()));
        all.putAll(newTalks);
        return all;
    }

    /** Returns whether there is something to commit. */
    boolean isChanged() {
        return !unwritten.isEmpty() || !newTalks.isEmpty();
    }

    /** Returns what waits to be committed, by number. */
    Map<Integer, byte[]> waiting() {
        return Map.copyOf(unwritten);
    }

    /**
     * Writes everything. Blocking.
     *
     * @throws IOException if that fails; all of it is written by the next commit that succeeds
     */
    void commit() throws IOException {
        commit(tail.isFull(blockSize));
    }

    /** Writes everything, and the index of the newest lines in any case. Blocking. */
    void finish() throws IOException {
        commit(true);
    }

    private void commit(boolean withBlock) throws IOException {
        try {
            SegmentMaps maps = maps();
            if (withBlock) {
                writeBlock(maps);
            }
            maps.commit(unwritten, newTalks, next);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (IOException e) {
            abandon();
            throw e;
        }
        unwritten.clear();
        newTalks.clear();
        waitingBytes = 0;
        if (withBlock) {
            newIds.clear();
            tail = new Block(Math.max(next, tail.past()));
        }
    }

    private void writeBlock(SegmentMaps maps) {
        int first = tail.first();
        tail.words().forEach((word, postings) -> maps.words().put(key(word, first), postings.encode(first)));
        newIds.forEach((fingerprint, at) -> maps.ids().put(key(fingerprint, first), at));
        maps.blocks().put(first, Math.max(next, tail.past()));
        decoded.clear();
    }

    /** Closes the file without writing. */
    void abandon() {
        open.ifPresent(maps -> maps.file().abandon());
        open = Optional.empty();
        decoded.clear();
    }

    /** Closes the file; what was not committed is lost. */
    void close() {
        open.ifPresent(maps -> maps.file().close());
        open = Optional.empty();
    }

    private interface Reading<T> {
        T read();
    }

    private static <T> T reading(Reading<T> reading) {
        try {
            return reading.read();
        } catch (DamagedException | UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new DamagedException(String.valueOf(e.getMessage()), e);
        }
    }
}
