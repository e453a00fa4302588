package org.hobnob.protocol.room.member;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hobnob.protocol.room.RosterClaim;
import org.hobnob.protocol.room.ShortHash;
import org.hobnob.protocol.room.engine.Timing;

/**
 * Compares the members that the registry tells here with those that it tells the other members (SPEC 8.8). A difference
 * may be a moment's: a member can be looked up just while it changes. So the registry is asked again, and only a
 * difference that outlasts this is a lie. Pure; times are milliseconds of a monotonic clock.
 */
final class RosterAgreement {
    /** How many versions of the roster are remembered: members hear of a change one after the other. */
    private static final int VERSIONS = 16;

    /** What is to be done about a claim. */
    enum Verdict {
        AGREED,
        /** Ask the registry again. */
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

    /** The registry has told the members. */
    void known(RosterClaim claim) {
        if (claim.equals(RosterClaim.NONE)) {
            return;
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
        if (!isContradictedBy(claim)) {
            return Verdict.AGREED;
        }
        Known known = versions.get(claim.version());
        if (!known.isDoubted) {
            known.isDoubted = true;
            known.doubtedMs = nowMs;
        }
        if (nowMs - known.doubtedMs < Timing.ROSTER_DIFFERS_MS) {
            return Verdict.ASK;
        }
        known.isWarned = true;
        return Verdict.WARN;
    }
}
