package org.hobnob.registry.rules.rooms;

import java.util.function.Consumer;
import org.hobnob.limits.Rate;
import org.hobnob.limits.RateLimit;
import org.hobnob.registry.rules.time.DeadlineWheel;

/**
 * Spaces out what is told of one user's comings and goings. Those within the rate are told at once. Of those beyond it none
 * is told by itself: when the rate allows, the user's state at that time is told, so the last state always arrives. Not
 * thread-safe.
 *
 * @param <K> identifies a user
 */
public final class TellingPace<K> {
    /** How often {@link #advance} should be called, in milliseconds. */
    public static final long TICK_MS = 100;

    private static final int MAX_KEYS = 65_536;
    private static final int SLOTS = 256;
    private static final long NS_PER_MS = 1_000_000;

    private final RateLimit<K> limit;
    private final long refillNs;
    private final DeadlineWheel<K> pending;

    /** @param nowNs the time, by a monotonic clock */
    public TellingPace(Rate rate, long nowNs) {
        limit = rate.limit(MAX_KEYS);
        refillNs = rate.refillMs() * NS_PER_MS;
        pending = new DeadlineWheel<>(TICK_MS * NS_PER_MS, SLOTS, nowNs);
    }

    /** Something happened: returns whether to tell it now; if not, {@link #advance} says when. */
    public boolean mayTell(K key, long nowNs) {
        if (pending.deadlineNs(key).isPresent()) {
            return false;
        }
        long waitNs = limit.tryTake(key, nowNs);
        if (waitNs > 0) {
            pending.schedule(key, nowNs + waitNs);
        }
        return waitNs == 0;
    }

    /** The state could not be told: it is due again after the refill time of the rate. */
    public void again(K key, long nowNs) {
        pending.schedule(key, nowNs + refillNs);
    }

    /** Finds the keys whose present state is to be told now. */
    public void advance(long nowNs, Consumer<K> due) {
        pending.advance(nowNs, key -> {
            limit.take(key, nowNs);
            due.accept(key);
        });
    }
}
