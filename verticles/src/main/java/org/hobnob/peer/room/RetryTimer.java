package org.hobnob.peer.room;

import io.vertx.core.Vertx;
import java.util.Optional;
import org.hobnob.protocol.retry.Backoff;

/** Delays retries, longer after each failure. Not thread-safe. */
final class RetryTimer {
    private final Vertx vertx;
    private final Backoff backoff;
    private Optional<Long> timer = Optional.empty();

    RetryTimer(Vertx vertx, Backoff backoff) {
        this.vertx = vertx;
        this.backoff = backoff;
    }

    boolean isWaiting() {
        return timer.isPresent();
    }

    /** Schedules the work and returns the delay in milliseconds. */
    long start(Runnable work) {
        long waitMs = backoff.nextMs();
        cancel();
        timer = Optional.of(vertx.setTimer(waitMs, due -> {
            timer = Optional.empty();
            work.run();
        }));
        return waitMs;
    }

    void cancel() {
        timer.ifPresent(vertx::cancelTimer);
        timer = Optional.empty();
    }

    /** Makes the next delay short again. */
    void reset() {
        backoff.reset();
    }
}
