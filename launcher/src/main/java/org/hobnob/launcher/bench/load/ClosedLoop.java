package org.hobnob.launcher.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.hobnob.launcher.bench.measure.Latencies;

/**
 * Workers that each have one operation in progress and start the next when it ends. A closed loop slows down together with
 * what it measures, so its latencies are not those of users who arrive independently (coordinated omission). For use on one
 * event loop.
 */
final class ClosedLoop {
    /** Starts a worker's next operation. */
    interface Step {
        /** The operation in progress; empty if the worker is done. */
        Optional<Future<?>> next(int worker);
    }

    /** An operation that fails immediately would otherwise be repeated a million times. */
    static final int MAX_FAILURES_IN_A_ROW = 10;

    private final Step step;
    private final Latencies into;
    private final LongSupplier nanoTime;
    private final Promise<Void> done = Promise.promise();
    private int running;

    private ClosedLoop(int workers, Step step, Latencies into, LongSupplier nanoTime) {
        this.running = workers;
        this.step = step;
        this.into = into;
        this.nanoTime = nanoTime;
    }

    /**
     * Runs until all workers are done.
     *
     * @param workers how many operations are in progress at the same time; may be 0
     * @param into records the latency of each operation that succeeds, and counts those that fail
     * @return never fails
     */
    static Future<Void> run(int workers, Step step, Latencies into, LongSupplier nanoTime) {
        ClosedLoop loop = new ClosedLoop(workers, step, into, nanoTime);
        if (workers == 0) {
            loop.done.complete();
        }
        for (int worker = 0; worker < workers; worker++) {
            loop.new Worker(worker).proceed();
        }
        return loop.done.future();
    }

    /** Begins an operation for each item, all at once. Otherwise as {@link #run}. */
    static <T> Future<Void> all(
            List<T> items, Function<T, Future<?>> operation, Latencies into, LongSupplier nanoTime) {
        boolean[] begun = new boolean[items.size()];
        return run(
                items.size(),
                worker -> {
                    boolean first = !begun[worker];
                    begun[worker] = true;
                    return first ? Optional.of(operation.apply(items.get(worker))) : Optional.empty();
                },
                into,
                nanoTime);
    }

    private final class Worker {
        private final int index;
        private int failuresInARow;

        Worker(int index) {
            this.index = index;
        }

        /** A loop instead of recursion, so that operations that end immediately do not grow the stack. */
        void proceed() {
            while (failuresInARow < MAX_FAILURES_IN_A_ROW) {
                long startNs = nanoTime.getAsLong();
                Optional<Future<?>> begun = step.next(index);
                if (begun.isEmpty()) {
                    break;
                }
                Future<?> operation = begun.get();
                if (!operation.isComplete()) {
                    operation.onComplete(ended -> {
                        ended(operation, startNs);
                        proceed();
                    });
                    return;
                }
                ended(operation, startNs);
            }
            running--;
            if (running == 0) {
                done.complete();
            }
        }

        private void ended(Future<?> operation, long startNs) {
            if (operation.succeeded()) {
                failuresInARow = 0;
                into.success(nanoTime.getAsLong() - startNs);
            } else {
                failuresInARow++;
                into.error(OperationFailedException.kindOf(operation.cause()));
            }
        }
    }
}
