package org.hobnob.registry.gateway;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Closes connections a few at a time, in half of the event loop's time. Hundreds of them that are overdue in the same moment
 * would keep everybody else waiting until the last one is closed. Not thread-safe.
 *
 * @param <C> a connection
 */
final class Closings<C> {
    /** So long connections are closed without a pause. */
    static final long SLICE_NS = 1_000_000;

    private final Turns.Clock clock;
    private final Consumer<C> close;
    private final Deque<C> waiting = new ArrayDeque<>();
    private boolean pausing;

    /** @param close closes one; it is called later, and so has to look whether there is still a reason */
    Closings(Turns.Clock clock, Consumer<C> close) {
        this.clock = clock;
        this.close = close;
    }

    /** Closes these, and forgets those of an earlier call that are still open. */
    void closeAll(Collection<C> connections) {
        waiting.clear();
        waiting.addAll(connections);
        if (!pausing) {
            goOn();
        }
    }

    private void goOn() {
        long startNs = clock.nanoTime();
        long tookNs = 0;
        while (!waiting.isEmpty() && tookNs < SLICE_NS) {
            close.accept(waiting.poll());
            tookNs = clock.nanoTime() - startNs;
        }
        if (!waiting.isEmpty()) {
            pausing = true;
            clock.later(tookNs, () -> {
                pausing = false;
                goOn();
            });
        }
    }
}
