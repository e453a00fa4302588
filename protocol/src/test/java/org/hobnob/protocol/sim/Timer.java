package org.hobnob.protocol.sim;

/** Something that will happen, unless it is cancelled. */
public final class Timer implements Comparable<Timer> {
    private final World world;
    private final long atMs;
    private final long order;
    private final Node node;
    private final int incarnation;
    private Runnable action;
    private boolean fired;

    /** @param node on which it happens, in that incarnation only; null for what happens to the world */
    Timer(World world, long atMs, long order, Node node, int incarnation, Runnable action) {
        this.world = world;
        this.atMs = atMs;
        this.order = order;
        this.node = node;
        this.incarnation = incarnation;
        this.action = action;
    }

    /** Lets it not happen; without effect once it has. */
    public void cancel() {
        if (action != null) {
            action = null;
            if (!fired) {
                world.wasCancelled();
            }
        }
    }

    /** Whether it has happened or was cancelled. */
    public boolean isOver() {
        return action == null;
    }

    long atMs() {
        return atMs;
    }

    /** On a paused node it is over only when the node goes on, and may be cancelled until then. */
    void fire() {
        fired = true;
        if (node == null) {
            happen();
        } else {
            node.run(incarnation, this::happen);
        }
    }

    private void happen() {
        if (action != null) {
            Runnable once = action;
            action = null;
            once.run();
        }
    }

    @Override
    public int compareTo(Timer that) {
        int byTime = Long.compare(atMs, that.atMs);
        return byTime == 0 ? Long.compare(order, that.order) : byTime;
    }
}
