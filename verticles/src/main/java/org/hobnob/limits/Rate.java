package org.hobnob.limits;

/**
 * How often something may happen: a token bucket.
 *
 * @param burst how often at once, at least 1
 * @param refillMs the time after which it may happen once more, in milliseconds, at least 1
 */
public record Rate(int burst, long refillMs) {
    private static final long NS_PER_MS = 1_000_000;

    /** @throws IllegalArgumentException if a number is below 1 */
    public Rate {
        if (burst < 1 || refillMs < 1) {
            throw new IllegalArgumentException("a burst and its refill time must be at least 1");
        }
    }

    /** Buckets of this rate, by a clock of nanoseconds. */
    public <K> RateLimit<K> limit(int maxKeys) {
        return new RateLimit<>(burst, refillMs * NS_PER_MS, maxKeys);
    }

    /** Gives buckets that {@link #limit(int)} made this rate from now on. */
    public void applyTo(RateLimit<?> limit) {
        limit.setRate(burst, refillMs * NS_PER_MS);
    }

    /** Buckets with several times this rate, by a clock of nanoseconds. */
    public <K> RateLimit<K> limit(int times, int maxKeys) {
        return new RateLimit<>(burst * times, Math.max(1, refillMs * NS_PER_MS / times), maxKeys);
    }
}
