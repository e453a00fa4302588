package org.hobnob.protocol.sim;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * A machine that runs one program. What the program keeps in memory must hang on objects that {@code boot} makes, so that
 * a start begins without them; what it keeps durably is in {@link #disk}.
 *
 * <p>Timers, sockets and lines belong to one start of the program (an <em>incarnation</em>) and end with it.
 */
public final class Node {
    private enum State {
        DOWN,
        WITHOUT_POWER,
        UP,
        PAUSED
    }

    /** Ends what a node is doing. */
    private static final class Halt extends RuntimeException {
        private final transient Node node;

        Halt(Node node) {
            super("halt", null, false, false);
            this.node = node;
        }
    }

    /** A program's clock may begin anywhere within this of the world's, also below 0. */
    private static final long MAX_CLOCK_ORIGIN_MS = 1L << 41;

    private final World world;
    private final int index;
    private final String name;
    private final Consumer<Node> boot;
    private final Disk disk;
    private final ArrayDeque<Runnable> backlog = new ArrayDeque<>();
    private State state = State.DOWN;
    private int incarnation;
    private long clockOriginMs;

    Node(World world, int index, String name, Consumer<Node> boot) {
        this.world = world;
        this.index = index;
        this.name = name;
        this.boot = boot;
        this.disk = new Disk(this);
    }

    /** The name, unique in the world. */
    public String name() {
        return name;
    }

    /** The world that it is in. */
    public World world() {
        return world;
    }

    /** What outlives a crash. */
    public Disk disk() {
        return disk;
    }

    /** The program's clock: runs as the world's does, but from an origin that differs at each start. */
    public long nowMs() {
        return world.nowMs() + clockOriginMs;
    }

    /** Whether the program runs or is paused. */
    public boolean isUp() {
        return state == State.UP || state == State.PAUSED;
    }

    /** Whether the program is paused. */
    public boolean isPaused() {
        return state == State.PAUSED;
    }

    /** Starts the program; without effect where it is up. */
    public void start() {
        if (isUp()) {
            return;
        }
        state = State.UP;
        incarnation++;
        clockOriginMs = world.random("clocks").nextLong(-MAX_CLOCK_ORIGIN_MS, MAX_CLOCK_ORIGIN_MS);
        world.trace(() -> name + " starts");
        execute(() -> boot.accept(this));
    }

    /** Kills the program, as {@code kill -9} does: memory, timers and what was not committed are gone. */
    public void crash() {
        goDown(State.DOWN);
    }

    /**
     * Takes the machine's power away: as a crash, but the last commits may be lost ({@link Disk#losesAtPowerOff}), and
     * nobody at the other end of a line is told until it is up again.
     */
    public void powerOff() {
        goDown(State.WITHOUT_POWER);
    }

    /** Crashes the program if it is up, and starts it. */
    public void restart() {
        crash();
        start();
    }

    /** Crashes the program that is just running, here: what stands behind the call does not happen. */
    public void halt() {
        crash();
        throw new Halt(this);
    }

    /** Lets the program stand still, as SIGSTOP does: what would happen waits. */
    public void pause() {
        if (state == State.UP) {
            state = State.PAUSED;
            world.trace(() -> name + " pauses");
        }
    }

    /** Lets a paused program go on: all that has waited happens now, in order. */
    public void resume() {
        if (state == State.PAUSED) {
            state = State.UP;
            world.trace(() -> name + " goes on");
            while (state == State.UP && !backlog.isEmpty()) {
                execute(backlog.removeFirst());
            }
        }
    }

    /** Lets the action happen at that time of {@link #nowMs} in this incarnation, or at once if the time has passed. */
    public Timer at(long nodeMs, Runnable action) {
        return world.put(nodeMs - clockOriginMs, this, incarnation, action);
    }

    /** Lets the action happen after that time in this incarnation. */
    public Timer in(long delayMs, Runnable action) {
        return world.put(world.nowMs() + delayMs, this, incarnation, action);
    }

    @Override
    public String toString() {
        return name;
    }

    int index() {
        return index;
    }

    int incarnation() {
        return incarnation;
    }

    boolean hasPower() {
        return state != State.WITHOUT_POWER;
    }

    /** Whether that incarnation is the one that is up. */
    boolean lives(int ofIncarnation) {
        return isUp() && incarnation == ofIncarnation;
    }

    /** Does the action if that incarnation is up: now, or when it goes on. */
    void run(int ofIncarnation, Runnable action) {
        if (!lives(ofIncarnation)) {
            return;
        }
        if (state == State.PAUSED) {
            backlog.addLast(action);
        } else {
            execute(action);
        }
    }

    private void execute(Runnable action) {
        try {
            action.run();
        } catch (Halt halt) {
            if (halt.node != this) {
                throw halt;
            }
        }
    }

    private void goDown(State how) {
        if (!isUp()) {
            return;
        }
        state = how;
        backlog.clear();
        boolean byPower = how == State.WITHOUT_POWER;
        world.trace(() -> name + (byPower ? " loses its power" : " crashes"));
        disk.crash(byPower);
        world.wentDown(this, byPower);
    }
}
