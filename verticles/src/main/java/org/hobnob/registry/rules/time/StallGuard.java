package org.hobnob.registry.rules.time;

/**
 * Notices that this process itself stood still (a long collection, a suspended machine), from ticks that come late. Not
 * thread-safe.
 */
public final class StallGuard {

    private final long thresholdNs;
    private boolean hasTicked;
    private long lastNs;

    /**
     * @param thresholdNs lateness in nanoseconds up to which a tick counts as in time, at least 0
     * @throws IllegalArgumentException for a threshold below 0
     */
    public StallGuard(long thresholdNs) {
        if (thresholdNs < 0) {
            throw new IllegalArgumentException("a stall begins at 0 ns of lateness at least, not at " + thresholdNs);
        }
        this.thresholdNs = thresholdNs;
    }

    /**
     * @param nowNs the time of this tick
     * @param expectedIntervalNs nanoseconds after the last tick at which this one was meant to come
     * @return by how many nanoseconds it came too late when that is above the threshold, else 0; 0 for the first
     */
    public long tick(long nowNs, long expectedIntervalNs) {
        long lateNs = hasTicked ? nowNs - lastNs - expectedIntervalNs : 0;
        hasTicked = true;
        lastNs = nowNs;
        return lateNs > thresholdNs ? lateNs : 0;
    }
}
