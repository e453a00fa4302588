package org.hobnob.limits;

import java.util.function.LongSupplier;

/**
 * Keeps a kind of log line that strangers can cause from filling the log: the first is told at once, those within the
 * interval after it are counted, and told together at its end. Thread-safe.
 */
public final class RepeatedLog {
    /** Writes the line. */
    @FunctionalInterface
    public interface Line {
        /**
         * Writes the line.
         *
         * @param count how often it happened since the line before, at least 1
         * @param latest what happened last, such as the address; safe to be logged
         */
        void tell(long count, String latest);
    }

    private static final long INTERVAL_NS = 60_000_000_000L;

    private final LongSupplier nanoTime;
    private final Line line;
    private boolean told;
    private long toldNs;
    private long count;
    private String latest = "";

    /**
     * At most one line a minute.
     *
     * @param nanoTime a monotonic clock, in nanoseconds
     */
    public RepeatedLog(LongSupplier nanoTime, Line line) {
        this.nanoTime = nanoTime;
        this.line = line;
    }

    /** It happened once more. */
    public synchronized void add(String what) {
        count++;
        latest = what;
        tellIfDue();
    }

    /** Tells what was counted if the interval is over; call it now and then, or the end of a flood is told with the next. */
    public synchronized void tellIfDue() {
        long nowNs = nanoTime.getAsLong();
        if (count > 0 && (!told || nowNs - toldNs >= INTERVAL_NS)) {
            line.tell(count, latest);
            told = true;
            toldNs = nowNs;
            count = 0;
        }
    }
}
