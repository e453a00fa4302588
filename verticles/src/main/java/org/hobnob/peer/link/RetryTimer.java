package org.hobnob.peer.link;

import io.vertx.core.Vertx;
import java.util.Optional;
import org.hobnob.protocol.retry.Backoff;

/** The wait for the next try to connect, longer with every failure. Not thread-safe. */
public final class RetryTimer {
    private final Vertx vertx;
    private final Backoff backoff;
    private Optional<Long> timer = Optional.empty();

    public RetryTimer(Vertx vertx, Backoff backoff) {
        this.vertx = vertx;
        this.backoff = backoff;
    }

    public boolean isWaiting() {
        return timer.isPresent();
    }

    /** Does the work after a wait, whose length in milliseconds it returns. */
    public long start(Runnable work) {
        long waitMs = backoff.nextMs();
        startIn(waitMs, work);
        return waitMs;
    }

    /** Does the work after that many milliseconds, at least 1. */
    void startIn(long waitMs, Runnable work) {
        cancel();
        timer = Optional.of(vertx.setTimer(waitMs, due -> {
            timer = Optional.empty();
            work.run();
        }));
    }

    public void cancel() {
        timer.ifPresent(vertx::cancelTimer);
        timer = Optional.empty();
    }

    /** The next wait is a short one again. */
    public void reset() {
        backoff.reset();
    }
}
