package org.hobnob.peer.contact;

import java.util.Map;
import java.util.function.LongSupplier;
import org.hobnob.limits.Rate;
import org.hobnob.limits.RateLimit;
import org.hobnob.protocol.message.value.UserName;

/**
 * Bounds the questions to the registry that strangers cause, by naming users at this peer's door. An address may cause
 * some, and all together no more than leaves the registry's patience to this peer's own user; when they run short, each
 * address still gets a few. A user who was not found is not searched again for a moment. Not thread-safe.
 */
final class StrangerSearches {
    static final Rate OF_ADDRESS = new Rate(60, 500);
    static final Rate OF_ALL = new Rate(120, 100);
    static final Rate FEW = new Rate(2, 5_000);
    /** How long a user who was not found counts as absent, in milliseconds. */
    static final long ABSENT_MS = 2_000;

    private static final int MAX_ADDRESSES = 1_024;
    private static final int MAX_ABSENT = 1_024;
    private static final String EVERYBODY = "";
    private static final long NS_PER_MS = 1_000_000;

    private final LongSupplier nowMs;
    private final RateLimit<String> ofAddress = OF_ADDRESS.limit(MAX_ADDRESSES);
    private final RateLimit<String> ofAll = OF_ALL.limit(1);
    private final RateLimit<String> few = FEW.limit(MAX_ADDRESSES);
    private final Map<UserName, Long> absentSinceMs = new BoundedMap<>(MAX_ABSENT);

    /** @param nowMs a monotonic clock, in milliseconds */
    StrangerSearches(LongSupplier nowMs) {
        this.nowMs = nowMs;
    }

    /** Returns whether somebody at this address may cause one more search, and if so counts it. */
    boolean mayCause(String address) {
        long nowNs = nowMs.getAsLong() * NS_PER_MS;
        return ofAddress.tryTake(address, nowNs) == 0
                && (ofAll.tryTake(EVERYBODY, nowNs) == 0 || few.tryTake(address, nowNs) == 0);
    }

    /** The registry did not find the user. */
    void absent(UserName user) {
        absentSinceMs.remove(user);
        absentSinceMs.put(user, nowMs.getAsLong());
    }

    /** The user is there. */
    void found(UserName user) {
        absentSinceMs.remove(user);
    }

    /** Returns whether the user was not found a moment ago. */
    boolean isAbsent(UserName user) {
        Long since = absentSinceMs.get(user);
        return since != null && nowMs.getAsLong() - since < ABSENT_MS;
    }
}
