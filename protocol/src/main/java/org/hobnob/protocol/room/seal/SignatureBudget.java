package org.hobnob.protocol.room.seal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hobnob.protocol.message.value.UserName;

/**
 * Limits how many signatures are verified of control datagrams that no control key was handed over for (SPEC 8.6): by
 * claimed name and by where they come from, so that a forger elsewhere does not use up a member's share. Not
 * thread-safe.
 */
final class SignatureBudget {
    /** How many are verified at once. */
    static final int AT_ONCE = 20;
    /** How many more are verified in a second. */
    static final int PER_SECOND = 5;
    /** How many shares are remembered; the one used longest ago is dropped. */
    static final int SHARES = 1_024;

    private static final long MS_EACH = 1_000 / PER_SECOND;

    private record Who(Object source, UserName name) {}

    /** The time until which the share counts as used, which is {@code AT_ONCE} verifications ahead at most. */
    private final Map<Who, Long> usedUntilMs = new LinkedHashMap<>(16, 0.75f, true);

    /** Returns whether one more may be verified, and if so counts it. */
    boolean mayVerify(Object source, UserName name, long nowMs) {
        Who who = new Who(source, name);
        long used = Math.max(nowMs, usedUntilMs.getOrDefault(who, Long.MIN_VALUE)) + MS_EACH;
        if (used - nowMs > AT_ONCE * MS_EACH) {
            return false;
        }
        usedUntilMs.put(who, used);
        if (usedUntilMs.size() > SHARES) {
            usedUntilMs.remove(usedUntilMs.keySet().iterator().next());
        }
        return true;
    }
}
