package org.hobnob.peer.room;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.hobnob.protocol.message.value.UserName;

/**
 * When the contacts of a room's members are looked up: at once, but the same member's not again within the interval. What
 * was asked for meanwhile is looked up once, at its end. Pure; not thread-safe.
 */
final class LookupPace {
    private final long intervalMs;
    private final LongSupplier nowMs;
    private final Map<UserName, Long> begunMs = new HashMap<>();

    /** @param nowMs a monotonic clock, in milliseconds */
    LookupPace(long intervalMs, LongSupplier nowMs) {
        this.intervalMs = intervalMs;
        this.nowMs = nowMs;
    }

    /** Returns those of the users whose contacts may be looked up now. */
    Set<UserName> due(Collection<UserName> wanted) {
        return wanted.stream().filter(user -> waitMs(user) == 0).collect(Collectors.toUnmodifiableSet());
    }

    /** Records that the user's contact is being looked up. */
    void begun(UserName user) {
        long now = nowMs.getAsLong();
        begunMs.values().removeIf(begun -> now - begun >= intervalMs);
        begunMs.put(user, now);
    }

    /** Returns after how many milliseconds the first of the users is due; empty if there are none. */
    OptionalLong nextMs(Collection<UserName> wanted) {
        return wanted.stream().mapToLong(this::waitMs).min();
    }

    private long waitMs(UserName user) {
        Long begun = begunMs.get(user);
        return begun == null ? 0 : Math.max(0, intervalMs - (nowMs.getAsLong() - begun));
    }
}
