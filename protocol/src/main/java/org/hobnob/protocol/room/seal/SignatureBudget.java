package org.hobnob.protocol.room.seal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hobnob.protocol.message.value.UserName;

/**
 * Limits how many signatures are verified of control datagrams that may be forged (SPEC 8.10): by claimed name and by
 * where they come from, so that a forger elsewhere does not use up a member's share; and in total of what comes from the
 * group, because addresses there can be invented. Not thread-safe.
 */
final class SignatureBudget {
    /** How many of one share are verified at once. */
    static final int AT_ONCE = 20;
    /** How many more of one share are verified in a second. */
    static final int PER_SECOND = 5;
    /** How many that came from the group are verified at once. */
    static final int ALL_AT_ONCE = 400;
    /** How many more that came from the group are verified in a second. */
    static final int ALL_PER_SECOND = 100;
    /** How many shares are remembered; the one used longest ago is dropped. */
    static final int SHARES = 1_024;

    private static final long MS_PER_SECOND = 1_000;

    private record Who(Object source, UserName name) {}

    /** The time until which something counts as used, which is at most {@code atOnce} verifications ahead. */
    private record Used(long untilMs) {
        Used andOnce(int perSecond, long nowMs) {
            return new Used(Math.max(nowMs, untilMs) + MS_PER_SECOND / perSecond);
        }

        boolean isUp(int atOnce, int perSecond, long nowMs) {
            return andOnce(perSecond, nowMs).untilMs - nowMs > atOnce * MS_PER_SECOND / perSecond;
        }
    }

    private static final Used UNUSED = new Used(Long.MIN_VALUE);

    private final Map<Who, Used> shares = new LinkedHashMap<>(16, 0.75f, true);
    private Used ofGroup = UNUSED;

    /** Returns whether one more may be verified, and if so counts it. */
    boolean mayVerify(Arrival arrival, UserName name, long nowMs) {
        boolean may = !isUsedUp(arrival, name, nowMs);
        if (may) {
            count(arrival, name, nowMs);
        }
        return may;
    }

    /** Returns whether no more may be verified now. */
    boolean isUsedUp(Arrival arrival, UserName name, long nowMs) {
        Used share = shares.getOrDefault(new Who(arrival.source(), name), UNUSED);
        return share.isUp(AT_ONCE, PER_SECOND, nowMs)
                || arrival.byMulticast() && ofGroup.isUp(ALL_AT_ONCE, ALL_PER_SECOND, nowMs);
    }

    /** Counts a verification. */
    void count(Arrival arrival, UserName name, long nowMs) {
        shares.compute(
                new Who(arrival.source(), name),
                (who, used) -> (used == null ? UNUSED : used).andOnce(PER_SECOND, nowMs));
        if (shares.size() > SHARES) {
            shares.remove(shares.keySet().iterator().next());
        }
        if (arrival.byMulticast()) {
            ofGroup = ofGroup.andOnce(ALL_PER_SECOND, nowMs);
        }
    }
}
