package org.hobnob.launcher.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Something that is worked out again for whoever asks, at most once in an interval: those who ask in between share the next
 * one. For use on one event loop.
 */
public final class Paced<T> {
    private final Vertx vertx;
    private final long intervalMs;
    private final Supplier<Future<T>> source;
    private Promise<T> next;
    private Future<T> last;
    private long lastNs;

    /**
     * @param intervalMs from one working out to the next, in milliseconds
     * @param source works it out
     */
    public Paced(Vertx vertx, long intervalMs, Supplier<Future<T>> source) {
        this.vertx = vertx;
        this.intervalMs = intervalMs;
        this.source = source;
        lastNs = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(intervalMs);
    }

    /** Returns what is worked out after this call. */
    public Future<T> get() {
        if (next == null) {
            next = Promise.promise();
            long waitMs = waitMs();
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

    /** Returns what was worked out less than an interval ago, if anything was; what is worked out now otherwise. */
    public Future<T> recent() {
        return last != null && waitMs() > 0 ? last : get();
    }

    private long waitMs() {
        return intervalMs - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastNs);
    }

    private void workOut() {
        Promise<T> asked = next;
        next = null;
        lastNs = System.nanoTime();
        last = asked.future();
        source.get().onComplete(asked);
    }
}
