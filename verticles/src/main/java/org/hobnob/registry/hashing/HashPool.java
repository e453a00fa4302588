package org.hobnob.registry.hashing;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.hobnob.limits.FairQueue;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.credentials.HashBudget;

/**
 * Computes password hashes on a few threads of its own, fairly over the addresses that ask, with a bounded number of hashes
 * waiting and a budget for each account and address. Verticles may share it.
 */
public final class HashPool implements AutoCloseable {
    /** How long a caller is asked to wait who is refused because too many hashes wait, in milliseconds. */
    private static final long RETRY_MS = 1_000;

    /** Leaves time for the store within the wait of whoever asks for what needs a hash (BUS.md 2). */
    private static final long PATIENCE_MS = 15_000;

    /**
     * Who is charged for a hash.
     *
     * @param account the folded name of the user who asks
     * @param address the IP address of the client that asks
     */
    public record Asker(String account, String address) {
        public static Asker of(UserName user, String address) {
            return new Asker(user.folded(), address);
        }
    }

    private record Job<T>(Asker asker, Callable<T> work, Context caller, Promise<T> result, BooleanSupplier isTooLate) {
        void refuse(RefusalException refusal) {
            caller.runOnContext(back -> result.fail(refusal));
        }

        void run() {
            if (isTooLate.getAsBoolean()) {
                refuse(new RefusalException(Reason.UNAVAILABLE));
                return;
            }
            try {
                T value = work.call();
                if (isTooLate.getAsBoolean()) {
                    refuse(new RefusalException(Reason.UNAVAILABLE));
                } else {
                    caller.runOnContext(back -> result.complete(value));
                }
            } catch (Exception e) {
                caller.runOnContext(back -> result.fail(e));
            }
        }
    }

    private final Vertx vertx;
    private final Executor threads;
    private final Runnable closing;
    private final LongSupplier nanoTime;
    /** Guarded by itself. */
    private final FairQueue<Job<?>> queue;
    /** Guarded by {@link #queue}. */
    private final HashBudget budget;

    /**
     * @param threads how many hashes are computed at the same time, at least 1; never more than the process has cores, as
     *     more would only keep each other and everybody else waiting
     * @param maxPending how many may be waiting or being computed, at least 1
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public static HashPool start(Vertx vertx, int threads, int maxPending, HashBudget budget, LongSupplier nanoTime) {
        int atOnce = Math.min(threads, Runtime.getRuntime().availableProcessors());
        ExecutorService executor = Executors.newFixedThreadPool(atOnce, work -> {
            Thread thread = new Thread(work, "hobnob-hash");
            thread.setDaemon(true);
            return thread;
        });
        return new HashPool(vertx, executor, executor::shutdown, new FairQueue<>(atOnce, maxPending), budget, nanoTime);
    }

    HashPool(
            Vertx vertx,
            Executor threads,
            Runnable closing,
            FairQueue<Job<?>> queue,
            HashBudget budget,
            LongSupplier nanoTime) {
        this.vertx = vertx;
        this.threads = threads;
        this.closing = closing;
        this.queue = queue;
        this.budget = budget;
        this.nanoTime = nanoTime;
    }

    /**
     * Computes one hash, and completes with the result of the work on the caller's context. Fails with {@link
     * Reason#SLOW_DOWN} if the asker's budget is used up or too many hashes are waiting, and with {@link
     * Reason#UNAVAILABLE} after {@value #PATIENCE_MS} ms: nothing must come of a password that nobody waits for any more.
     *
     * @param work computes one hash, so that others wait for no more than one
     */
    public <T> Future<T> run(Asker asker, Callable<T> work) {
        long latestNs = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        Job<T> job = new Job<>(
                asker, work, vertx.getOrCreateContext(), Promise.promise(), () -> nanoTime.getAsLong() - latestNs > 0);
        long waitMs = charge(asker);
        if (waitMs > 0) {
            return Future.failedFuture(new RefusalException(Reason.SLOW_DOWN, waitMs));
        }
        offer(job).ifPresent(refused -> refused.refuse(new RefusalException(Reason.SLOW_DOWN, RETRY_MS)));
        startWaiting();
        return job.result.future();
    }

    private long charge(Asker asker) {
        synchronized (queue) {
            return budget.charge(asker.account, asker.address, nowMs());
        }
    }

    private Optional<Job<?>> offer(Job<?> job) {
        synchronized (queue) {
            Optional<Job<?>> refused = queue.offer(job.asker.address, job);
            refused.ifPresent(one -> budget.giveBack(one.asker.account, one.asker.address, nowMs()));
            return refused;
        }
    }

    private long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong());
    }

    private void startWaiting() {
        for (Optional<Job<?>> next = next(); next.isPresent(); next = next()) {
            start(next.get());
        }
    }

    private Optional<Job<?>> next() {
        synchronized (queue) {
            return queue.next();
        }
    }

    private void start(Job<?> job) {
        try {
            threads.execute(() -> {
                try {
                    job.run();
                } finally {
                    ended(job);
                    startWaiting();
                }
            });
        } catch (RejectedExecutionException closed) {
            ended(job);
            job.refuse(new RefusalException(Reason.UNAVAILABLE));
        }
    }

    private void ended(Job<?> job) {
        synchronized (queue) {
            queue.ended(job.asker.address);
        }
    }

    /** Refuses what waits; what is being computed still ends. */
    @Override
    public void close() {
        closing.run();
    }
}
