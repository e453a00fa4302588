package org.hobnob.launcher.metrics;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Something that is worked out again for whoever asks, ten times a second at most: those who ask in between share the next
 * one. For use on one event loop.
 */
final class Paced<T> {
    static final long INTERVAL_MS = 100;

    private final Vertx vertx;
    private final Supplier<Future<T>> source;
    private Promise<T> next;
    private long lastNs = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(INTERVAL_MS);

    Paced(Vertx vertx, Supplier<Future<T>> source) {
        this.vertx = vertx;
        this.source = source;
    }

    /** Returns what is worked out after this call. */
    Future<T> get() {
        if (next == null) {
            next = Promise.promise();
            long waitMs = INTERVAL_MS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastNs);
            if (waitMs > 0) {
                vertx.setTimer(waitMs, due -> workOut());
            } else {
                Future<T> asked = next.future();
                workOut();
                return asked;
            }
        }
        return next.future();
    }

    private void workOut() {
        Promise<T> asked = next;
        next = null;
        lastNs = System.nanoTime();
        source.get().onComplete(asked);
    }
}
