package org.hobnob.registry.rules.credentials;

import java.util.Objects;
import java.util.Optional;
import org.hobnob.protocol.message.value.FamilyId;
import org.hobnob.protocol.message.value.KeyHash;

/**
 * A login together with all sessions that were resumed from it (SPEC 4.10).
 *
 * @param id named by its resume tokens
 * @param key the hash of the key to which its tokens are bound; empty if whoever holds one may use it
 * @param begunMs when the login was made, in milliseconds since 1970
 * @param usedMs when it was last used, in milliseconds since 1970; see {@link TrustedLogins#used}
 * @param address the IP address of that use
 */
public record Family(FamilyId id, Optional<KeyHash> key, long begunMs, long usedMs, String address) {
    /** How long a family lasts however often it is used, in milliseconds. */
    public static final long LIFE_MS = 30L * 24 * 60 * 60 * 1_000;

    public Family {
        Objects.requireNonNull(id);
        Objects.requireNonNull(key);
        Objects.requireNonNull(address);
    }

    /**
     * How far in the future a family may have begun, in milliseconds. One that began later was begun while the clock was
     * wrong, and would last until long after now.
     */
    private static final long CLOCK_SKEW_MS = 24L * 60 * 60 * 1_000;

    /** Returns whether its tokens are good at this time, in milliseconds since 1970. */
    boolean isLiving(long nowMs) {
        return begunMs - CLOCK_SKEW_MS <= nowMs && nowMs < endsMs();
    }

    /** Returns when it ends, in milliseconds since 1970. */
    public long endsMs() {
        return begunMs + LIFE_MS;
    }

    Family used(long nowMs, String from) {
        return new Family(id, key, begunMs, nowMs, from);
    }

    Family boundTo(KeyHash hash) {
        return new Family(id, Optional.of(hash), begunMs, usedMs, address);
    }
}
