package org.hobnob.testing;

import java.io.Closeable;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Sends keep-alives at a fixed period, the first at once, until stopped. */
public final class KeepAliveTicker implements Closeable {
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final Runnable send;
    private volatile long lastSentNs;
    // Written by the timer's one thread only.
    private volatile int sent;

    public KeepAliveTicker(Runnable send, long periodMs) {
        this.send = send;
        timer.scheduleAtFixedRate(this::tick, 0, periodMs, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        lastSentNs = System.nanoTime();
        send.run();
        sent++;
    }

    /** Stops; no keep-alive leaves after this returns. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(5, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the keep-alive ticker did not stop");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many have left. */
    public int sent() {
        return sent;
    }

    /** When the last keep-alive was about to leave, in {@link System#nanoTime} units. */
    public long lastSentNs() {
        return lastSentNs;
    }
}
