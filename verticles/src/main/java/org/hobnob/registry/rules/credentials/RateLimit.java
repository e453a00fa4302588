package org.hobnob.registry.rules.credentials;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A token bucket per key, for a bounded number of keys: each key may proceed {@code burst} times at once, then once per
 * {@code refillMs}.
 *
 * <p>A bucket is stored as the time at which it will be full again (the generic cell rate algorithm); full buckets are not
 * stored. When more keys than the bound have buckets that are not full, the least recently used one is evicted and thereby
 * full again. Not thread-safe.
 *
 * @param <K> the key; a small value with {@code equals} and {@code hashCode}
 */
public final class RateLimit<K> {

    private final int burst;
    private final long refillMs;
    private final int maxKeys;
    /** When each bucket is full again, in milliseconds; the least recently used key first. */
    private final LinkedHashMap<K, Long> fullAtMs = new LinkedHashMap<>();

    /**
     * @param burst the number of tokens in a full bucket, at least 1
     * @param refillMs the time per new token in milliseconds, at least 1
     * @param maxKeys how many buckets are kept at most, at least 1
     * @throws IllegalArgumentException if a value is below 1
     */
    public RateLimit(int burst, long refillMs, int maxKeys) {
        if (burst < 1 || refillMs < 1 || maxKeys < 1) {
            throw new IllegalArgumentException("a rate limit needs burst, refillMs and maxKeys of at least 1, not "
                    + burst + ", " + refillMs + " and " + maxKeys);
        }
        this.burst = burst;
        this.refillMs = refillMs;
        this.maxKeys = maxKeys;
    }

    /**
     * Takes a token if there is one.
     *
     * @param key whose bucket
     * @param nowMs the time in milliseconds, from a clock that does not go back
     * @return 0 if a token was taken, else the milliseconds until there will be one
     */
    public long tryTake(K key, long nowMs) {
        long waitMs = waitMs(key, nowMs);
        if (waitMs == 0) {
            take(key, nowMs);
        }
        return waitMs;
    }

    /**
     * Returns how long until there is a token, without taking it.
     *
     * @param key whose bucket
     * @param nowMs the time in milliseconds
     * @return the milliseconds until there is a token; 0 if there is one now
     */
    public long waitMs(K key, long nowMs) {
        long spentMs = fullAtMs.getOrDefault(key, nowMs) - nowMs;
        return Math.max(0, spentMs - (burst - 1) * refillMs);
    }

    /** Takes a token; call it only after {@link #waitMs} returned 0. */
    void take(K key, long nowMs) {
        Long before = fullAtMs.remove(key);
        long fromMs = before == null ? nowMs : Math.max(before, nowMs);
        makeRoom(nowMs);
        fullAtMs.put(key, fromMs + refillMs);
    }

    /** Gives back a token that was taken. A full bucket stays full. */
    void giveBack(K key, long nowMs) {
        fullAtMs.computeIfPresent(key, (k, full) -> full - refillMs <= nowMs ? null : full - refillMs);
    }

    /** Makes the key's bucket full. */
    void forget(K key) {
        fullAtMs.remove(key);
    }

    /** @return how many buckets are kept, at most {@code maxKeys} */
    public int size() {
        return fullAtMs.size();
    }

    private void makeRoom(long nowMs) {
        Iterator<Map.Entry<K, Long>> oldest = fullAtMs.entrySet().iterator();
        while (oldest.hasNext()) {
            boolean isFull = oldest.next().getValue() <= nowMs;
            if (!isFull && fullAtMs.size() < maxKeys) {
                return;
            }
            oldest.remove();
        }
    }
}
