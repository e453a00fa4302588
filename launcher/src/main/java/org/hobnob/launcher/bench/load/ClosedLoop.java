package org.hobnob.launcher.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.hobnob.launcher.bench.measure.Latencies;

/**
 * Workers that each have one operation under way and begin the next when it ends. A closed loop slows down with what it
 * measures, so its latencies are not those of users who come on their own (coordinated omission). For one event loop.
 */
final class ClosedLoop {
    /** Begins a worker's next operation. */
    interface Step {
        /** The operation under way; empty where the worker is done. */
        Optional<Future<?>> next(int worker);
    }

    /** What fails at once would otherwise be tried a million times. */
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
     * Runs until every worker is done.
     *
     * @param workers how many operations are under way at a time; may be 0
     * @param into takes the latency of each operation that succeeds, and counts those that fail
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

    private final class Worker {
        private final int index;
        private int failuresInARow;

        Worker(int index) {
            this.index = index;
        }

        /** A loop, not a recursion: operations that end at once must not pile up on the stack. */
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
