package org.hobnob.registry.rules.credentials;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A token bucket per key, for a bounded number of keys: each may go {@code burst} times at once, then once per
 * {@code refillMs}.
 *
 * <p>A bucket is kept as the one instant at which it will be full again (the generic cell rate algorithm); a full bucket is
 * not kept at all. When more keys than the bound have buckets that are not full, the one taken from longest ago
 * is forgotten, hence full again. Not thread-safe.
 *
 * @param <K> the key; a small value with {@code equals} and {@code hashCode}
 */
public final class RateLimit<K> {

    private final int burst;
    private final long refillMs;
    private final int maxKeys;
    /** When each bucket is full again, in milliseconds; the key taken from longest ago first. */
    private final LinkedHashMap<K, Long> fullAtMs = new LinkedHashMap<>();

    /**
     * @param burst tokens of a full bucket, at least 1
     * @param refillMs milliseconds per new token, at least 1
     * @param maxKeys how many buckets are kept at most, at least 1
     * @throws IllegalArgumentException for a value below 1
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
     * @param key whose
     * @param nowMs the time in milliseconds, from a clock that does not go back
     * @return 0 when a token was taken, else the milliseconds until there will be one
     */
    public long tryTake(K key, long nowMs) {
        long waitMs = waitMs(key, nowMs);
        if (waitMs == 0) {
            take(key, nowMs);
        }
        return waitMs;
    }

    /**
     * @param key whose
     * @param nowMs the time in milliseconds
     * @return the milliseconds until there is a token, 0 when there is one now; takes none
     */
    public long waitMs(K key, long nowMs) {
        long spentMs = fullAtMs.getOrDefault(key, nowMs) - nowMs;
        return Math.max(0, spentMs - (burst - 1) * refillMs);
    }

    /** Takes a token that {@link #waitMs} has seen. */
    void take(K key, long nowMs) {
        Long before = fullAtMs.remove(key);
        long fromMs = before == null ? nowMs : Math.max(before, nowMs);
        makeRoom(nowMs);
        fullAtMs.put(key, fromMs + refillMs);
    }

    /** Gives a token back that was taken; a bucket that is full stays full. */
    void giveBack(K key, long nowMs) {
        fullAtMs.computeIfPresent(key, (k, full) -> full - refillMs <= nowMs ? null : full - refillMs);
    }

    /** Makes the key's bucket full. */
    void forget(K key) {
        fullAtMs.remove(key);
    }

    /** @return how many buckets are kept, at most the bound. */
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
