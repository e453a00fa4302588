package org.hobnob.launcher.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.hobnob.launcher.bench.measure.Latencies;
import org.hobnob.launcher.bench.measure.OpenLoop;

/**
 * Requests that come at a fixed rate, as from users who do not wait for each other, over connections with one request in
 * progress each. A request that finds no free connection waits for one, and that counts. For use on one event loop.
 */
final class OpenRequests {
    private static final long TICK_MS = 1;
    private static final long LATE_NS = 10_000_000_000L;
    private static final double NS_PER_S = 1e9;

    private final Vertx vertx;
    private final OpenLoop loop;
    private final IntFunction<Future<?>> operation;
    private final LongSupplier nanoTime;
    private final long latestNs;
    private final Deque<Integer> free = new ArrayDeque<>();
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private final Promise<Void> over = Promise.promise();
    private long timer;

    private OpenRequests(
            Vertx vertx,
            OpenLoop loop,
            int workers,
            IntFunction<Future<?>> operation,
            LongSupplier nanoTime,
            long latestNs) {
        this.vertx = vertx;
        this.loop = loop;
        this.operation = operation;
        this.nanoTime = nanoTime;
        this.latestNs = latestNs;
        for (int worker = 0; worker < workers; worker++) {
            free.add(worker);
        }
    }

    /**
     * Runs until all requests are answered, or are late by ten seconds.
     *
     * @param ratePerS how many requests begin in a second; at least one is sent
     * @param workers how many connections there are, at least 1
     * @param operation sends a request over the connection with this number
     * @param into records the time from when each request was planned
     * @return never fails
     */
    static Future<Void> run(
            Vertx vertx,
            double ratePerS,
            long durationMs,
            int workers,
            IntFunction<Future<?>> operation,
            Latencies into,
            LongSupplier nanoTime) {
        long intervalNs = Math.max(1, (long) (NS_PER_S / Math.max(ratePerS, 1)));
        int requests = (int) Math.max(1, durationMs * 1_000_000 / intervalNs);
        long startNs = nanoTime.getAsLong();
        OpenLoop loop = new OpenLoop(startNs, intervalNs, requests, into);
        OpenRequests running =
                new OpenRequests(vertx, loop, workers, operation, nanoTime, startNs + requests * intervalNs + LATE_NS);
        running.timer = vertx.setPeriodic(TICK_MS, tick -> running.tick());
        return running.over.future();
    }

    private void tick() {
        long nowNs = nanoTime.getAsLong();
        for (int due = loop.due(nowNs); due > 0; due--) {
            waiting.add(loop.begin());
        }
        send();
        if (nowNs - latestNs > 0) {
            loop.giveUp(nowNs);
            waiting.clear();
        }
        if (loop.isOver()) {
            vertx.cancelTimer(timer);
            over.tryComplete();
        }
    }

    private void send() {
        while (!free.isEmpty() && !waiting.isEmpty()) {
            int worker = free.poll();
            int number = waiting.poll();
            operation.apply(worker).onComplete(ended -> {
                long nowNs = nanoTime.getAsLong();
                if (ended.succeeded()) {
                    loop.answered(number, nowNs);
                } else {
                    loop.failed(number, OperationFailedException.kindOf(ended.cause()), nowNs);
                }
                free.add(worker);
                vertx.runOnContext(next -> send());
            });
        }
    }
}
