package org.hobnob.bus;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Runs work on the same key one at a time and in order, and work on different keys concurrently. Not thread-safe. */
public final class InOrder<K> {
    private final Map<K, Future<?>> last = new HashMap<>();

    /** Starts the work when all earlier work on the key has ended, and completes with its result. */
    public <T> Future<T> run(K key, Supplier<Future<T>> work) {
        Future<?> before = last.getOrDefault(key, Future.succeededFuture());
        Future<T> own = before.transform(done -> work.get());
        last.put(key, own);
        return own.onComplete(done -> last.remove(key, own));
    }
}
