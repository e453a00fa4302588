package org.hobnob.registry.hashing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;

/**
 * Computes password hashes on a few threads of its own, with a bounded number of hashes waiting. Verticles may share it.
 */
public final class HashPool {
    private static final long MAX_HASH_S = 60;
    /** How long a refused caller is asked to wait, in milliseconds. */
    private static final long RETRY_MS = 1_000;

    private final WorkerExecutor workers;
    private final int maxPending;
    private final AtomicInteger pending = new AtomicInteger();

    public HashPool(Vertx vertx, int threads, int maxPending) {
        workers = vertx.createSharedWorkerExecutor("hobnob-hash", threads, MAX_HASH_S, TimeUnit.SECONDS);
        this.maxPending = maxPending;
    }

    /**
     * Runs the work on one of the threads and completes with its result. Fails with {@link Reason#SLOW_DOWN} if too many
     * hashes are waiting.
     */
    public <T> Future<T> run(Callable<T> work) {
        if (pending.incrementAndGet() > maxPending) {
            pending.decrementAndGet();
            return Future.failedFuture(new RefusalException(Reason.SLOW_DOWN, RETRY_MS));
        }
        return workers.executeBlocking(work, false).onComplete(done -> pending.decrementAndGet());
    }

    public Future<Void> close() {
        return workers.close();
    }
}
