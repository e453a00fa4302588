package org.hobnob.protocol.room.sealed;

import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.engine.Timing;
import org.hobnob.protocol.room.seal.Opened;

/**
 * Whether the registry's roster is likely another one than is known here, as what is heard in the room shows: its notices
 * may get lost, or overtake each other. When it is to be asked again (SPEC 8.8). Pure; times are milliseconds of any clock
 * that only goes forward.
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

    /** Takes the roster that is known from now on; where it is another one, nothing speaks against it yet. */
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

    /** Whether that, if it is the sender's own word, raises a doubt that there is not yet. */
    boolean isRaisedBy(Opened.Heard heard) {
        return dueMs == NEVER && (absent.contains(heard.sender()) || isAhead(heard));
    }

    private boolean isAhead(Opened.Heard heard) {
        boolean tellsTheVersion = !(heard instanceof Opened.Data);
        return tellsTheVersion && (int) (heard.header().epoch() - RoomHeader.epochOf(version)) > 0;
    }

    /** A member, or who may be one, is not what the roster says. */
    void raise(long nowMs) {
        if (dueMs == NEVER) {
            dueMs = Math.max(earliestMs, nowMs + Timing.ROSTER_ASK_MS + random.nextLong(Timing.ROSTER_ASK_MS));
        }
    }

    /** Whether a member counts as absent. */
    boolean isAbsent(UserName member) {
        return absent.contains(member);
    }

    /** Whether to ask now; it counts as done. */
    boolean isDue(long nowMs) {
        if (nowMs < dueMs) {
            return false;
        }
        dueMs = NEVER;
        earliestMs = nowMs + waitMs;
        waitMs = Math.min(2 * waitMs, Timing.ROSTER_REPEAT_MAX_MS);
        return true;
    }

    /** When to ask; {@link Long#MAX_VALUE} for never. */
    long dueMs() {
        return dueMs;
    }
}
