package org.hobnob.peer.room;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Datagrams that have arrived and wait for the rooms' worker. The number of each room's is bounded, and the rooms take
 * turns, so a flood in one room delays another by no more than the few datagrams being handled. What does not fit is
 * dropped, as if it had been lost on its way. Thread-safe; handlers run on the worker, one at a time.
 */
final class ArrivalQueue {
    /** The most datagrams of one room that wait. */
    static final int PER_ROOM = 1_024;
    /** After so many datagrams the worker's other work has its turn. */
    static final int AT_ONCE = 8;

    private static final Logger LOG = LoggerFactory.getLogger(ArrivalQueue.class);

    /** The datagrams of one room. */
    final class Lane {
        private final String room;
        private final Deque<Runnable> waiting = new ArrayDeque<>();

        private Lane(String room) {
            this.room = room;
        }

        /** Hands a datagram over to be handled by the worker; drops it if too many of this room wait. */
        void offer(Runnable handling) {
            if (!add(this, handling)) {
                dropped.accept(room);
            }
        }
    }

    private final Executor worker;
    private final Consumer<String> dropped;
    /** The lanes in which something waits, the next one first. Guarded by this. */
    private final Deque<Lane> turns = new ArrayDeque<>();
    /** Guarded by this. */
    private boolean isWorking;

    /**
     * @param worker runs tasks in order, one at a time
     * @param dropped called with the room's name for each datagram that is dropped, on any thread
     */
    ArrivalQueue(Executor worker, Consumer<String> dropped) {
        this.worker = worker;
        this.dropped = dropped;
    }

    /** Returns a new room's lane. */
    Lane lane(String room) {
        return new Lane(room);
    }

    private synchronized boolean add(Lane lane, Runnable handling) {
        if (lane.waiting.size() >= PER_ROOM) {
            return false;
        }
        lane.waiting.add(handling);
        if (lane.waiting.size() == 1) {
            turns.add(lane);
        }
        if (!isWorking) {
            isWorking = true;
            worker.execute(this::work);
        }
        return true;
    }

    private void work() {
        for (int i = 0; i < AT_ONCE; i++) {
            Runnable next = next();
            if (next == null) {
                return;
            }
            try {
                next.run();
            } catch (RuntimeException e) {
                LOG.error("a datagram could not be handled", e);
            }
        }
        worker.execute(this::work);
    }

    /** Returns the next datagram; null if there is none, and then the work has ended. */
    private synchronized Runnable next() {
        Lane lane = turns.poll();
        isWorking = lane != null;
        if (lane == null) {
            return null;
        }
        Runnable next = lane.waiting.remove();
        if (!lane.waiting.isEmpty()) {
            turns.add(lane);
        }
        return next;
    }
}
