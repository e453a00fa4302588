package org.hobnob.protocol.retry;

import java.util.random.RandomGenerator;

/**
 * Computes the delay before the next try. The longest possible delay doubles with each failure up to a limit; each
 * delay is drawn at random from the upper half. Not thread-safe.
 */
public final class Backoff {
    private final long firstMs;
    private final long longestMs;
    private final RandomGenerator random;
    private int failures;

    /**
     * @param firstMs the longest delay after the first failure, in milliseconds
     * @param longestMs the longest delay of all, in milliseconds
     */
    public Backoff(long firstMs, long longestMs, RandomGenerator random) {
        this.firstMs = firstMs;
        this.longestMs = longestMs;
        this.random = random;
    }

    /** Returns the delay after one more failure, in milliseconds. */
    public long nextMs() {
        long capMs = Math.min(longestMs, firstMs << Math.min(failures, 30));
        failures++;
        return capMs / 2 + random.nextLong(capMs / 2 + 1);
    }

    /** Makes the next failure count as the first. */
    public void reset() {
        failures = 0;
    }
}
