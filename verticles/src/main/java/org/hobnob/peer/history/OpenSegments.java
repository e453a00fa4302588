package org.hobnob.peer.history;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.hobnob.durable.MvFileException;

/** The segments whose files are open, a bounded number; one more may be being opened by another thread. Not thread-safe. */
final class OpenSegments {
    /** How many segments are open at once, besides the last. */
    private static final int MOST_OPEN = 24;

    private final Disk disk;
    private final LinkedHashMap<Integer, Segment> open = new LinkedHashMap<>(MOST_OPEN, 0.75f, true);
    private Optional<Warming> warming = Optional.empty();
    private int triedTo = Integer.MAX_VALUE;

    OpenSegments(Disk disk) {
        this.disk = disk;
    }

    /**
     * Returns a segment; opens it if it is not open, and closes one that was not used for long. Blocking.
     *
     * @param last the number of the segment that stays open
     * @throws MvFileException if it cannot be opened
     */
    Segment get(int number, Path path, int last) throws MvFileException {
        Optional<Segment> known = known(number);
        if (known.isPresent()) {
            return known.get();
        }
        closeSome(number, last);
        Segment segment = Segment.open(path, disk, Block.GROWING);
        open.put(number, segment);
        return segment;
    }

    /** Returns a segment that is open, or is being opened. */
    Optional<Segment> known(int number) {
        if (warming.filter(one -> one.number() == number).isPresent()) {
            warmed();
        }
        return Optional.ofNullable(open.get(number));
    }

    private void closeSome(int wanted, int last) {
        if (isFull()) {
            // Not by get, which moves what it returns to the end.
            open.entrySet().stream()
                    .filter(one -> one.getKey() != last
                            && one.getKey() != wanted
                            && !one.getValue().isChanged())
                    .findFirst()
                    .ifPresent(one -> open.remove(one.getKey()).close());
        }
    }

    private boolean isFull() {
        return open.size() > MOST_OPEN;
    }

    /**
     * Begins to open the first of the segments that is not open; each is tried once.
     *
     * @param numbers from the newest on
     * @return empty if there is none, or no place for it
     */
    Optional<Warming> warm(List<Integer> numbers, IntFunction<Path> path) {
        warmed();
        if (!isFull()) {
            warming = numbers.stream()
                    .filter(one -> one < triedTo && !open.containsKey(one))
                    .findFirst()
                    .map(one -> new Warming(one, () -> Segment.open(path.apply(one), disk, Block.GROWING)));
        }
        triedTo = warming.map(Warming::number).orElse(triedTo);
        return warming;
    }

    /** Takes over what was opened by another thread; waits for it. */
    private void warmed() {
        warming.ifPresent(one -> one.await().ifPresent(segment -> open.put(one.number(), segment)));
        warming = Optional.empty();
    }

    /** Returns the numbers of those that are open. */
    List<Integer> numbers() {
        return List.copyOf(open.keySet());
    }

    Collection<Segment> all() {
        return open.values();
    }

    /** Closes a segment without writing. */
    void abandon(int number) {
        known(number).ifPresent(Segment::abandon);
        open.remove(number);
    }

    /** Closes a segment; what was not committed is lost. */
    void close(int number) {
        known(number).ifPresent(Segment::close);
        open.remove(number);
    }

    void close() {
        warmed();
        open.values().forEach(Segment::close);
        open.clear();
    }
}
