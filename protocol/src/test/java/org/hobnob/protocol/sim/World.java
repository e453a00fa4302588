package org.hobnob.protocol.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * One run of a simulation: a clock, a queue of events, nodes, and randomness, all from one seed. Not for several threads.
 *
 * <p>Two events of the same time happen in the order in which they were put in. Nothing happens but within
 * {@link #advance} and {@link #runUntil}.
 */
public final class World {
    /** So many events at one and the same time are taken for an endless loop. */
    private static final int MAX_EVENTS_AT_ONE_TIME = 1_000_000;

    private static final int CANCELLED_WORTH_SWEEPING = 1_000;

    private final long seed;
    private final Trace trace;
    private final PriorityQueue<Timer> queue = new PriorityQueue<>();
    private final Map<String, RandomGenerator> generators = new HashMap<>();
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<DownListener> downListeners = new ArrayList<>();
    private final Partitions partitions = new Partitions(this);
    private long nowMs;
    private long events;
    private long eventsBeforeNow;
    private long timersMade;
    private int cancelled;
    private long fingerprint;

    /** What the networks do when a node goes down. */
    interface DownListener {
        /** @param byPower whether the machine lost its power, so that nobody is told */
        void wentDown(Node node, boolean byPower);
    }

    /** A world that keeps no trace. */
    public World(long seed) {
        this(seed, false);
    }

    /** @param traced whether the last lines of {@link #trace} are kept, to be shown on failure */
    public World(long seed, boolean traced) {
        this.seed = seed;
        this.trace = traced ? new Trace() : null;
        this.fingerprint = Mix.of(seed);
    }

    /** The seed, from which all of this run follows. */
    public long seed() {
        return seed;
    }

    /** The world's time, from 0. A program sees {@link Node#nowMs} instead. */
    public long nowMs() {
        return nowMs;
    }

    /** How many events have happened. */
    public long events() {
        return events;
    }

    /** How many timers are kept, cancelled ones among them. */
    int queued() {
        return queue.size();
    }

    /**
     * The generator of this name, the same object at each call. What one name draws does not depend on what others draw,
     * nor on which others there are.
     */
    public RandomGenerator random(String name) {
        return generators.computeIfAbsent(name, text -> new SplittableRandom(Mix.of(seed, text)));
    }

    /** Lets the action happen at that time, or now if the time has passed. */
    public Timer at(long atMs, Runnable action) {
        return put(atMs, null, 0, action);
    }

    /** Lets the action happen after that time. */
    public Timer in(long delayMs, Runnable action) {
        return put(nowMs + delayMs, null, 0, action);
    }

    /** Lets all happen that is due within the time, which ends there. */
    public void advance(long ms) {
        runUntil(() -> false, ms);
    }

    /**
     * Lets things happen until the condition holds, which is asked before the first and behind each event.
     *
     * @return whether it came to hold within the time; if not, all of the time has passed
     */
    public boolean runUntil(BooleanSupplier condition, long maxMs) {
        long endMs = nowMs + maxMs;
        while (!condition.getAsBoolean()) {
            Timer next = queue.peek();
            if (next == null || next.atMs() > endMs) {
                nowMs = endMs;
                return false;
            }
            step(queue.poll());
        }
        return true;
    }

    private void step(Timer next) {
        if (next.isOver()) {
            cancelled--;
            return;
        }
        if (next.atMs() > nowMs) {
            nowMs = next.atMs();
            eventsBeforeNow = events;
        }
        events++;
        check(events - eventsBeforeNow <= MAX_EVENTS_AT_ONE_TIME, () -> "endless loop: time stands still");
        mark(next.atMs());
        next.fire();
    }

    /** A node of that name, which is down as yet; see {@link Node#start}. */
    public Node node(String name, Consumer<Node> boot) {
        Node node = new Node(this, nodes.size(), name, boot);
        if (nodes.putIfAbsent(name, node) != null) {
            throw new IllegalArgumentException("two nodes named " + name);
        }
        return node;
    }

    /** All nodes, in the order in which they were made. */
    public List<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    /** Who is cut off from whom, on all networks of this world. */
    public Partitions partitions() {
        return partitions;
    }

    /** Adds a line to the trace; the text is made only where one is kept. */
    public void trace(Supplier<String> line) {
        if (trace != null) {
            trace.add(nowMs, line.get());
        }
    }

    /** The kept lines, oldest first; empty where none are kept. */
    public List<String> traceLines() {
        return trace == null ? List.of() : trace.lines();
    }

    /**
     * A number that depends on all that happened and on each {@link #mark}: two runs of a seed that differ in it differ,
     * and something in them is not deterministic.
     */
    public long fingerprint() {
        return fingerprint;
    }

    /** Lets the fingerprint depend on the value. */
    public void mark(long value) {
        fingerprint = Mix.of(fingerprint ^ value);
    }

    /** @throws SimulationFailure with the seed, the time and what was traced, unless the condition holds */
    public void check(boolean condition, Supplier<String> message) {
        if (!condition) {
            throw new SimulationFailure(this, message.get());
        }
    }

    Timer put(long atMs, Node node, int incarnation, Runnable action) {
        Timer timer = new Timer(this, Math.max(atMs, nowMs), timersMade++, node, incarnation, action);
        queue.add(timer);
        return timer;
    }

    /** Cancelled timers stay in the queue until due; where they are most of it, they are swept out. */
    void wasCancelled() {
        cancelled++;
        if (cancelled > CANCELLED_WORTH_SWEEPING && cancelled > queue.size() / 2) {
            queue.removeIf(Timer::isOver);
            cancelled = 0;
        }
    }

    void onDown(DownListener listener) {
        downListeners.add(listener);
    }

    void wentDown(Node node, boolean byPower) {
        downListeners.forEach(listener -> listener.wentDown(node, byPower));
    }
}
