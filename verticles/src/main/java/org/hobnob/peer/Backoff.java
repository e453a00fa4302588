package org.hobnob.peer;

import java.util.random.RandomGenerator;

/** How long to wait before the next try to connect: doubling from a first to a longest wait, each drawn from its upper half. */
final class Backoff {
    private final long firstMs;
    private final long longestMs;
    private final RandomGenerator random;
    private int failures;

    Backoff(long firstMs, long longestMs, RandomGenerator random) {
        this.firstMs = firstMs;
        this.longestMs = longestMs;
        this.random = random;
    }

    /** The wait after one more failure, in milliseconds. */
    long nextMs() {
        long capMs = Math.min(longestMs, firstMs << Math.min(failures, 30));
        failures++;
        return capMs / 2 + random.nextLong(capMs / 2 + 1);
    }

    /** The next failure counts as the first. */
    void reset() {
        failures = 0;
    }
}
