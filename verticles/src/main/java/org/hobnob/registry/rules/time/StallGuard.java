package org.hobnob.registry.rules.time;

/**
 * Detects from late ticks that this process itself stood still, for instance during a long garbage collection or while the
 * machine was suspended. Not thread-safe.
 */
public final class StallGuard {

    private final long thresholdNs;
    private boolean hasTicked;
    private long lastNs;

    /**
     * @param thresholdNs the lateness in nanoseconds up to which a tick counts as on time, at least 0
     * @throws IllegalArgumentException if the threshold is below 0
     */
    public StallGuard(long thresholdNs) {
        if (thresholdNs < 0) {
            throw new IllegalArgumentException("a stall begins at 0 ns of lateness at least, not at " + thresholdNs);
        }
        this.thresholdNs = thresholdNs;
    }

    /**
     * @param nowNs the time of this tick
     * @param expectedIntervalNs how long after the last tick this one was due, in nanoseconds
     * @return how late it came, in nanoseconds, if that is above the threshold, else 0; 0 for the first tick
     */
    public long tick(long nowNs, long expectedIntervalNs) {
        long lateNs = hasTicked ? nowNs - lastNs - expectedIntervalNs : 0;
        hasTicked = true;
        lastNs = nowNs;
        return lateNs > thresholdNs ? lateNs : 0;
    }
}
