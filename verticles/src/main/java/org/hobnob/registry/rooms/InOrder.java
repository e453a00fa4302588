package org.hobnob.registry.rooms;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Runs work on one key after the other, and on different keys at once. Not thread-safe. */
final class InOrder<K> {
    private final Map<K, Future<?>> last = new HashMap<>();

    /** What the work gives, begun when the work before it on the same key has ended. */
    <T> Future<T> run(K key, Supplier<Future<T>> work) {
        Future<?> before = last.getOrDefault(key, Future.succeededFuture());
        Future<T> own = before.transform(done -> work.get());
        last.put(key, own);
        return own.onComplete(done -> last.remove(key, own));
    }
}
