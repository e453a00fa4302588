package org.hobnob.peer.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hobnob.durable.MvFile;
import org.hobnob.durable.MvFileException;

/**
 * One file of lines that follow each other, and their index (SPEC 13.1). What is added is in memory until {@link #commit};
 * so is the {@link SegmentIndex} of the newest lines until a block of them is written. Not thread-safe.
 *
 * <p>Reading throws {@link DamagedException} where the file cannot be read.
 */
final class Segment {
    /** The most lines of a segment: a line's number in it takes 24 bits of its number in the store. */
    static final int MOST_LINES = 1 << 20;

    private final Path path;
    private final Disk disk;
    private final Block.Size blockSize;
    private final NavigableMap<Integer, byte[]> unwritten = new TreeMap<>();
    private final Map<String, byte[]> newTalks = new HashMap<>();
    /** Empty after a write that failed, until the next time that the file is needed. */
    private Optional<SegmentMaps> open;

    private final SegmentIndex index;
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
        index = new SegmentIndex(this::maps, indexed);
        maps.lines()
                .keyIterator(indexed)
                .forEachRemaining(number -> get(number).ifPresent(line -> index.add(number, line)));
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
                if (e.kind() == MvFileException.Kind.DAMAGED) {
                    throw new DamagedException(e.getMessage(), e);
                }
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
        index.add(number, line);
    }

    /** Returns where words and messages are. */
    SegmentIndex index() {
        return index;
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

    /** Replaces a line by one with the same text and another id or outcome. */
    void replace(int number, Line line) {
        keep(number, line);
        index.identify(number, line);
    }

    /** Returns the number of the message with this id in the conversation. */
    Optional<Integer> find(Talk talk, String id) {
        return index.candidates(talk, id).stream()
                .filter(at -> get(at).filter(
                                line -> line.talk().equals(talk) && line.id().equals(id))
                        .isPresent())
                .findFirst();
    }

    /** Returns the line with this number; empty if there is none. */
    Optional<Line> get(int number) {
        byte[] encoded = DamagedException.unlessRead(() -> unwritten.containsKey(number)
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

    /** Returns the numbers of all lines, ascending. */
    List<Integer> all() {
        return DamagedException.unlessRead(() -> {
            TreeSet<Integer> numbers = new TreeSet<>(unwritten.keySet());
            maps().lines().keyIterator(null).forEachRemaining(numbers::add);
            return List.copyOf(numbers);
        });
    }

    /** Returns what is known about a conversation; null if nothing is. */
    byte[] talk(String name) {
        byte[] told = newTalks.get(name);
        return told == null ? DamagedException.unlessRead(() -> maps().talks().get(name)) : told;
    }

    /** Keeps what is known about a conversation. */
    void putTalk(String name, byte[] what) {
        newTalks.put(name, what);
    }

    /** Returns what is known about all conversations. */
    Map<String, byte[]> talks() {
        Map<String, byte[]> all = DamagedException.unlessRead(() -> new HashMap<>(maps().talks()));
        all.putAll(newTalks);
        return all;
    }

    /** Returns the lines from that number on, so many at most, by number. */
    NavigableMap<Integer, Line> some(int from, int most) {
        NavigableMap<Integer, Line> lines = new TreeMap<>();
        List<Integer> numbers = DamagedException.unlessRead(() -> {
            TreeSet<Integer> first = new TreeSet<>();
            unwritten.tailMap(from).keySet().stream().limit(most).forEach(first::add);
            Iterator<Integer> written = maps().lines().keyIterator(from);
            for (int i = 0; i < most && written.hasNext(); i++) {
                first.add(written.next());
            }
            return List.copyOf(first);
        });
        numbers.stream().limit(most).forEach(at -> get(at).ifPresent(line -> lines.put(at, line)));
        return lines;
    }

    /** Returns whether the file was written as a whole, and no line was added since. */
    boolean isFinished() {
        return maps().isFinished();
    }

    /** Returns whether enough lines wait for a block. */
    boolean isBlockFull() {
        return index.isFull(blockSize);
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
        commit(isBlockFull(), false);
    }

    /** Writes everything, and the index of the newest lines in any case. Blocking. */
    void finish() throws IOException {
        commit(true, true);
    }

    private void commit(boolean withBlock, boolean finished) throws IOException {
        try {
            SegmentMaps maps = maps();
            DamagedException.unlessRead(() -> {
                index.put(maps, withBlock, next);
                return null;
            });
            maps.commit(unwritten, newTalks, next, finished);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (IOException e) {
            abandon();
            throw e;
        }
        unwritten.clear();
        newTalks.clear();
        waitingBytes = 0;
        index.committed(withBlock, next);
    }

    /** Closes the file without writing. */
    void abandon() {
        open.ifPresent(maps -> maps.file().abandon());
        open = Optional.empty();
        index.closed();
    }

    /** Closes the file; what was not committed is lost. */
    void close() {
        open.ifPresent(maps -> maps.file().close());
        open = Optional.empty();
    }
}
