package org.hobnob.registry.original;

import java.io.Closeable;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** How long this process did not get to run: what a test that measures an upper bound must allow on a busy machine. */
final class StallMeter implements Closeable {
    private static final long PERIOD_MS = 20;
    private static final long ORDINARY_LATENESS_MS = 50;

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final AtomicLong stalledMs = new AtomicLong();
    // Written by the timer's one thread only.
    private long lastNs = System.nanoTime();

    StallMeter() {
        timer.scheduleWithFixedDelay(this::tick, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        long nowNs = System.nanoTime();
        long lateMs = TimeUnit.NANOSECONDS.toMillis(nowNs - lastNs) - PERIOD_MS;
        lastNs = nowNs;
        if (lateMs > ORDINARY_LATENESS_MS) {
            stalledMs.addAndGet(lateMs);
        }
    }

    /** The time lost since the start, in milliseconds. */
    long stalledMs() {
        return stalledMs.get();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
