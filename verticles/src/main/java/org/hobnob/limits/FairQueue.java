package org.hobnob.limits;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whose work is next where little is done at once, so that an address with much work delays the others by no more than the piece
 * that is being done.
 *
 * <p>Addresses of which nothing is being done take turns. One that has had its turn gets in line again when that piece has
 * ended. Only threads that nobody in the line needs do a second piece for an address. When the bound is reached, the address
 * with the most pieces loses its newest one to another address. Not thread-safe.
 *
 * @param <T> a piece of work
 */
public final class FairQueue<T> {
    /** What one address has. */
    private static final class Lane<T> {
        private final String address;
        private final Deque<T> waiting = new ArrayDeque<>();
        private int atWork;

        Lane(String address) {
            this.address = address;
        }

        int size() {
            return waiting.size() + atWork;
        }
    }

    private final int threads;
    private final int maxPending;
    private final Map<String, Lane<T>> lanes = new HashMap<>();
    /** The addresses that have something waiting and nothing at work, the next one first. */
    private final Set<String> line = new LinkedHashSet<>();

    private int pending;
    private int atWork;

    /**
     * @param threads how many pieces are done at the same time, at least 1
     * @param maxPending how many pieces may be waiting or being done, at least 1
     */
    public FairQueue(int threads, int maxPending) {
        this.threads = threads;
        this.maxPending = maxPending;
    }

    /**
     * Adds work of an address.
     *
     * @return the piece that is refused, if one is: this one, or one of another address that makes room for it
     */
    public Optional<T> offer(String address, T work) {
        Optional<T> dropped = Optional.empty();
        if (pending == maxPending) {
            dropped = dropFor(address);
            if (dropped.isEmpty()) {
                return Optional.of(work);
            }
        }
        Lane<T> lane = lanes.computeIfAbsent(address, Lane::new);
        lane.waiting.addLast(work);
        pending++;
        queueIfIdle(lane);
        return dropped;
    }

    /** Makes room for one piece of the address, at the cost of one that has at least two more. */
    private Optional<T> dropFor(String address) {
        Lane<T> own = lanes.get(address);
        int least = (own == null ? 0 : own.size()) + 2;
        Optional<Lane<T>> longest = lanes.values().stream()
                .filter(lane -> !lane.waiting.isEmpty() && lane.size() >= least)
                .max(Comparator.comparingInt(Lane::size));
        return longest.map(lane -> {
            pending--;
            T newest = lane.waiting.removeLast();
            forgetIfEmpty(lane);
            return newest;
        });
    }

    /**
     * Takes the work to begin now; report its end with {@link #ended}.
     *
     * @return empty if nothing waits or all threads are busy
     */
    public Optional<T> next() {
        if (atWork == threads) {
            return Optional.empty();
        }
        Optional<Lane<T>> lane =
                line.stream().findFirst().<Lane<T>>map(lanes::get).or(this::leastAtWork);
        return lane.map(chosen -> {
            line.remove(chosen.address);
            chosen.atWork++;
            atWork++;
            return chosen.waiting.removeFirst();
        });
    }

    private Optional<Lane<T>> leastAtWork() {
        return lanes.values().stream()
                .filter(lane -> !lane.waiting.isEmpty())
                .min(Comparator.comparingInt(lane -> lane.atWork));
    }

    /** Reports that a piece of the address's work has ended. */
    public void ended(String address) {
        Lane<T> lane = lanes.get(address);
        lane.atWork--;
        atWork--;
        pending--;
        queueIfIdle(lane);
        forgetIfEmpty(lane);
    }

    private void queueIfIdle(Lane<T> lane) {
        if (lane.atWork == 0 && !lane.waiting.isEmpty()) {
            line.add(lane.address);
        }
    }

    private void forgetIfEmpty(Lane<T> lane) {
        if (lane.waiting.isEmpty()) {
            line.remove(lane.address);
        }
        if (lane.size() == 0) {
            lanes.remove(lane.address);
        }
    }

    /** @return for how many addresses anything is kept */
    public int addresses() {
        return lanes.size();
    }
}
