package org.hobnob.limits;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A token bucket per key, for a bounded number of keys: each key may proceed {@code burst} times at once, then once per
 * {@code refill}. Times are in the unit of the caller's clock, all in the same.
 *
 * <p>A bucket is stored as the time at which it will be full again (the generic cell rate algorithm); full buckets are not
 * stored. When more keys than the bound have buckets that are not full, the least recently used one is evicted and thereby
 * full again. Not thread-safe.
 *
 * @param <K> the key; a small value with {@code equals} and {@code hashCode}
 */
public final class RateLimit<K> {

    private volatile int burst;
    private volatile long refill;
    private final int maxKeys;
    /** When each bucket is full again; the least recently used key first. */
    private final LinkedHashMap<K, Long> fullAt = new LinkedHashMap<>();

    /**
     * @param burst the number of tokens in a full bucket, at least 1
     * @param refill the time per new token, at least 1
     * @param maxKeys how many buckets are kept at most, at least 1
     * @throws IllegalArgumentException if a value is below 1
     */
    public RateLimit(int burst, long refill, int maxKeys) {
        if (burst < 1 || refill < 1 || maxKeys < 1) {
            throw new IllegalArgumentException("a rate limit needs burst, refill and maxKeys of at least 1, not "
                    + burst + ", " + refill + " and " + maxKeys);
        }
        this.burst = burst;
        this.refill = refill;
        this.maxKeys = maxKeys;
    }

    /**
     * Changes the rate from now on; what was spent stays spent. May be called on any thread.
     *
     * @throws IllegalArgumentException if a value is below 1
     */
    public void setRate(int newBurst, long newRefill) {
        if (newBurst < 1 || newRefill < 1) {
            throw new IllegalArgumentException("a rate limit needs burst and refill of at least 1");
        }
        burst = newBurst;
        refill = newRefill;
    }

    /**
     * Takes a token if there is one.
     *
     * @param key whose bucket
     * @param now the time, from a clock that does not go back
     * @return 0 if a token was taken, else the time until there will be one
     */
    public long tryTake(K key, long now) {
        long wait = untilToken(key, now);
        if (wait == 0) {
            take(key, now);
        }
        return wait;
    }

    /**
     * Returns how long until there is a token, without taking it.
     *
     * @param key whose bucket
     * @param now the time
     * @return the time until there is a token; 0 if there is one now
     */
    public long untilToken(K key, long now) {
        long spent = fullAt.getOrDefault(key, now) - now;
        return Math.max(0, spent - (burst - 1) * refill);
    }

    /**
     * Takes a token. If there is none, it takes one that is yet to come: who waits for {@link #untilToken} before and goes on
     * then has its turn, and others wait longer.
     */
    public void take(K key, long now) {
        Long before = fullAt.remove(key);
        long from = before == null ? now : Math.max(before, now);
        makeRoom(now);
        fullAt.put(key, from + refill);
    }

    /** Gives back a token that was taken. A full bucket stays full. */
    public void giveBack(K key, long now) {
        fullAt.computeIfPresent(key, (k, full) -> full - refill <= now ? null : full - refill);
    }

    /** Makes the key's bucket full. */
    public void forget(K key) {
        fullAt.remove(key);
    }

    /** @return how many buckets are kept, at most {@code maxKeys} */
    public int size() {
        return fullAt.size();
    }

    private void makeRoom(long now) {
        Iterator<Map.Entry<K, Long>> oldest = fullAt.entrySet().iterator();
        while (oldest.hasNext()) {
            boolean isFull = oldest.next().getValue() <= now;
            if (!isFull && fullAt.size() < maxKeys) {
                return;
            }
            oldest.remove();
        }
    }
}
