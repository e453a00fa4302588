package org.hobnob.protocol.room.member;

import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.engine.Timing;
import org.hobnob.protocol.room.seal.Opened;

/**
 * Decides whether the known roster is probably out of date, judging by what is heard in the room, and when to ask
 * the registry for it (SPEC 8.9). Notices may be lost or overtake each other. Pure; times are milliseconds of a
 * monotonic clock.
 */
final class RosterDoubt {
    private static final long NEVER = Long.MAX_VALUE;

    private final RandomGenerator random;
    private long version;
    private Set<UserName> absent = Set.of();
    private long dueMs = NEVER;
    private long earliestMs = Long.MIN_VALUE;
    private long waitMs = Timing.ROSTER_REPEAT_MS;

    RosterDoubt(RandomGenerator random) {
        this.random = random;
    }

    /** Applies a new roster; if it differs from the known one, the doubts are cleared. */
    void known(long newVersion, Set<UserName> newAbsent) {
        if (newVersion == version && newAbsent.equals(absent)) {
            return;
        }
        version = newVersion;
        absent = new TreeSet<>(newAbsent);
        dueMs = NEVER;
        earliestMs = Long.MIN_VALUE;
        waitMs = Timing.ROSTER_REPEAT_MS;
    }

    /** Returns whether the datagram, if authentic, raises a doubt that does not exist yet. */
    boolean isRaisedBy(Opened.Heard heard) {
        return dueMs == NEVER && (absent.contains(heard.sender()) || isAhead(heard));
    }

    private boolean isAhead(Opened.Heard heard) {
        boolean tellsTheVersion = !(heard instanceof Opened.Data);
        return tellsTheVersion && (int) (heard.header().epoch() - RoomHeader.epochOf(version)) > 0;
    }

    /** The roster contradicts what was heard: a member, or a user who may be one, is not what it says. */
    void raise(long nowMs) {
        if (dueMs == NEVER) {
            dueMs = Math.max(earliestMs, nowMs + Timing.ROSTER_ASK_MS + random.nextLong(Timing.ROSTER_ASK_MS));
        }
    }

    /** Returns whether a member counts as absent. */
    boolean isAbsent(UserName member) {
        return absent.contains(member);
    }

    /** Returns whether to ask now, and if so schedules the next time. */
    boolean isDue(long nowMs) {
        if (nowMs < dueMs) {
            return false;
        }
        dueMs = NEVER;
        earliestMs = nowMs + waitMs;
        waitMs = Math.min(2 * waitMs, Timing.ROSTER_REPEAT_MAX_MS);
        return true;
    }

    /** Returns when to ask; {@link Long#MAX_VALUE} for never. */
    long dueMs() {
        return dueMs;
    }
}
