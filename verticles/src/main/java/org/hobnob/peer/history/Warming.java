package org.hobnob.peer.history;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A segment that is opened before it is needed, by another thread; whoever needs it first waits for it, or opens it if that has
 * not begun.
 */
final class Warming {
    private final int number;
    private final FutureTask<Segment> opening;

    Warming(int number, Callable<Segment> open) {
        this.number = number;
        opening = new FutureTask<>(open);
    }

    int number() {
        return number;
    }

    /** Opens it, unless that is done or being done. Blocking; any thread may do it. */
    void run() {
        opening.run();
    }

    /** Waits for the segment; empty if it cannot be opened, which the next who opens it finds out. */
    Optional<Segment> await() {
        opening.run();
        try {
            return Optional.of(opening.get());
        } catch (ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
