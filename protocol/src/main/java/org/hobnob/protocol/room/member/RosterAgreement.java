package org.hobnob.protocol.room.member;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hobnob.protocol.room.RosterClaim;
import org.hobnob.protocol.room.ShortHash;
import org.hobnob.protocol.room.engine.Timing;

/**
 * Compares the members that the registry tells here with those that it tells the other members (SPEC 8.10): others for
 * the same version, or an earlier version. A difference may be a moment's: a member can be looked up just while it
 * changes. So the registry is asked again, and only a difference that outlasts this is a lie. Pure; times are
 * milliseconds of a monotonic clock.
 */
final class RosterAgreement {
    /** How many versions of the roster are remembered: members hear of a change one after the other. */
    private static final int VERSIONS = 16;

    private static final long NEVER = Long.MAX_VALUE;

    /** What is to be done about a claim. */
    enum Verdict {
        AGREED,
        /** Ask the registry again: the member was told of a later version. */
        ASK_FOR_LATER,
        /** Ask the registry again, and tell the member what is known here. */
        ASK,
        /** Warn the person. */
        WARN
    }

    private static final class Known {
        private ShortHash hash = ShortHash.NONE;
        private boolean isDoubted;
        private long doubtedMs;
        private boolean isWarned;
    }

    private final Map<Long, Known> versions = new LinkedHashMap<>();
    private long newest;
    /** Since when members speak of a later version. */
    private long laterSinceMs = NEVER;

    private boolean isEarlierToldAgain;
    private boolean isEarlierWarned;

    /** The registry has told the members. */
    void known(RosterClaim claim, long nowMs) {
        if (claim.equals(RosterClaim.NONE)) {
            return;
        }
        if (claim.version() > newest) {
            newest = claim.version();
            laterSinceMs = NEVER;
            isEarlierToldAgain = false;
            isEarlierWarned = false;
        } else if (isLong(laterSinceMs, nowMs)) {
            isEarlierToldAgain = true;
        }
        versions.computeIfAbsent(claim.version(), added -> new Known()).hash = claim.hash();
        if (versions.size() > VERSIONS) {
            versions.remove(versions.keySet().iterator().next());
        }
    }

    /** Returns whether the claim contradicts what is known here, and the person was not warned yet. */
    boolean isContradictedBy(RosterClaim claim) {
        Known known = versions.get(claim.version());
        return known != null && !known.isWarned && claim.hash().contradicts(known.hash);
    }

    /** Judges a member's claim. */
    Verdict heard(RosterClaim claim, long nowMs) {
        if (newest > 0 && claim.version() > newest) {
            return heardOfLater(nowMs);
        }
        if (!isContradictedBy(claim)) {
            return Verdict.AGREED;
        }
        Known known = versions.get(claim.version());
        if (!known.isDoubted) {
            known.isDoubted = true;
            known.doubtedMs = nowMs;
        }
        if (!isLong(known.doubtedMs, nowMs)) {
            return Verdict.ASK;
        }
        known.isWarned = true;
        return Verdict.WARN;
    }

    private Verdict heardOfLater(long nowMs) {
        if (laterSinceMs == NEVER) {
            laterSinceMs = nowMs;
        }
        if (!isEarlierToldAgain) {
            return Verdict.ASK_FOR_LATER;
        }
        if (isEarlierWarned) {
            return Verdict.AGREED;
        }
        isEarlierWarned = true;
        return Verdict.WARN;
    }

    private static boolean isLong(long sinceMs, long nowMs) {
        return sinceMs != NEVER && nowMs - sinceMs >= Timing.ROSTER_DIFFERS_MS;
    }
}
