package org.hobnob.protocol.retry;

import java.util.random.RandomGenerator;

/** How long to wait before the next try: doubling from a first to a longest wait, each drawn from its upper half. */
public final class Backoff {
    private final long firstMs;
    private final long longestMs;
    private final RandomGenerator random;
    private int failures;

    /**
     * @param firstMs the longest wait behind the first failure, in milliseconds
     * @param longestMs the longest wait of all, in milliseconds
     */
    public Backoff(long firstMs, long longestMs, RandomGenerator random) {
        this.firstMs = firstMs;
        this.longestMs = longestMs;
        this.random = random;
    }

    /** The wait after one more failure, in milliseconds. */
    public long nextMs() {
        long capMs = Math.min(longestMs, firstMs << Math.min(failures, 30));
        failures++;
        return capMs / 2 + random.nextLong(capMs / 2 + 1);
    }

    /** The next failure counts as the first. */
    public void reset() {
        failures = 0;
    }
}
