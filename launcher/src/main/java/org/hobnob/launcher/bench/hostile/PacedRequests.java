package org.hobnob.launcher.bench.hostile;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.hobnob.launcher.bench.load.OperationFailedException;
import org.hobnob.launcher.bench.measure.Latencies;
import org.hobnob.launcher.bench.measure.OpenLoop;

/** Runs an open loop: sends what is due, however late the timer is, and never waits for answers. For one event loop. */
final class PacedRequests {
    private static final long TICK_MS = 2;
    private static final long NS_PER_MS = 1_000_000;
    private static final long NS_PER_S = 1_000_000_000;

    /** How long the last requests may take. */
    private static final long GRACE_NS = 10 * NS_PER_S;

    private final Vertx vertx;
    private final LongSupplier nanoTime;

    PacedRequests(Vertx vertx, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.nanoTime = nanoTime;
    }

    /**
     * Sends requests at a fixed rate.
     *
     * @param durationMs how long requests are planned, in milliseconds
     * @param request sends the one of that number, counted from 0
     * @return completes when all are answered or given up
     */
    Future<Latencies> run(double perSecond, long durationMs, IntFunction<Future<?>> request) {
        Promise<Latencies> done = Promise.promise();
        Latencies into = new Latencies();
        long startNs = nanoTime.getAsLong();
        long endNs = startNs + durationMs * NS_PER_MS + GRACE_NS;
        int requests = (int) Math.max(1, durationMs * perSecond / 1_000);
        OpenLoop loop = new OpenLoop(startNs, (long) (NS_PER_S / perSecond), requests, into);
        vertx.setPeriodic(TICK_MS, timer -> {
            long nowNs = nanoTime.getAsLong();
            for (int left = loop.due(nowNs); left > 0; left--) {
                send(loop, request);
            }
            if (nowNs - endNs > 0) {
                loop.giveUp(nowNs);
            }
            if (loop.isOver()) {
                vertx.cancelTimer(timer);
                done.complete(into);
            }
        });
        return done.future();
    }

    private void send(OpenLoop loop, IntFunction<Future<?>> request) {
        int number = loop.begin();
        request.apply(number)
                .onSuccess(answer -> loop.answered(number, nanoTime.getAsLong()))
                .onFailure(cause -> loop.failed(number, OperationFailedException.kindOf(cause), nanoTime.getAsLong()));
    }
}
