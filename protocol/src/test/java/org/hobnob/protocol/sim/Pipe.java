package org.hobnob.protocol.sim;

import java.util.ArrayDeque;

/** One direction of a connection: things that happen at its end in order, none before its time on the way is over. */
final class Pipe {
    /** How soon what did not get through is tried again. */
    private static final long RETRY_MS = 100;

    private record Item(long dueMs, Runnable action) {}

    private final Connection<?> connection;
    private final Line<?> end;
    private final World world;
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private long stuckSinceMs = -1;
    private Timer pump;

    Pipe(Connection<?> connection, Line<?> end) {
        this.connection = connection;
        this.end = end;
        this.world = end.node().world();
    }

    void put(long delayMs, Runnable action) {
        Item item = new Item(world.nowMs() + delayMs, action);
        items.addLast(item);
        if (pump == null) {
            pumpAt(item.dueMs);
        }
    }

    /** Loses what is on the way. */
    void drop() {
        items.clear();
        if (pump != null) {
            pump.cancel();
            pump = null;
        }
    }

    private void pumpAt(long atMs) {
        pump = world.at(atMs, this::pump);
    }

    private void pump() {
        pump = null;
        if (!connection.passes()) {
            stuck();
            return;
        }
        if (connection.isForgotten()) {
            connection.cut();
            return;
        }
        stuckSinceMs = -1;
        while (!items.isEmpty() && items.peekFirst().dueMs <= world.nowMs()) {
            world.mark(items.size());
            end.node().run(end.incarnation(), items.removeFirst().action);
        }
        if (!items.isEmpty() && pump == null) {
            pumpAt(items.peekFirst().dueMs);
        }
    }

    private void stuck() {
        stuckSinceMs = stuckSinceMs < 0 ? world.nowMs() : stuckSinceMs;
        if (world.nowMs() - stuckSinceMs >= connection.giveUpMs()) {
            connection.cut();
        } else {
            pumpAt(world.nowMs() + RETRY_MS);
        }
    }
}
