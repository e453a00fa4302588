package org.hobnob.protocol.room.engine;

import java.util.Optional;
import org.hobnob.protocol.room.RoomStatus;

/** What this member knows of another as a reader of its stream. */
final class Reader {
    private static final long NEVER = Long.MAX_VALUE;

    private final long entitledFrom;
    private boolean present;
    private boolean keyed;
    private boolean hearsMulticast;
    private Optional<Boolean> reachTold = Optional.empty();
    private long through;
    private int missed;
    private long owesSinceMs = NEVER;
    private long pushDueMs = NEVER;
    private long pushWaitMs = Timing.PUSH_REPEAT_MS;

    /** @param entitledFrom the first number that was said while the member was there */
    Reader(long entitledFrom) {
        this.entitledFrom = entitledFrom;
        through = entitledFrom - 1;
    }

    long entitledFrom() {
        return entitledFrom;
    }

    boolean isPresent() {
        return present;
    }

    void present(boolean isPresent) {
        present = isPresent;
    }

    /** Whether the member was given the present key. */
    boolean isKeyed() {
        return keyed;
    }

    void keyed(boolean isKeyed) {
        keyed = isKeyed;
    }

    /** The member's program was started anew: it has heard nobody yet, and has no key. */
    void restarted() {
        hearsMulticast = false;
        reachTold = Optional.empty();
        keyed = false;
    }

    boolean hearsMulticast() {
        return hearsMulticast;
    }

    /**
     * Whether multicast reaches the member, where that is news: that it does not is known when the member has something all
     * the same, or is not reached any more.
     */
    Optional<Boolean> newsOfReach() {
        boolean isKnown = hearsMulticast || reachTold.isPresent() || through >= entitledFrom;
        if (!isKnown || reachTold.equals(Optional.of(hearsMulticast))) {
            return Optional.empty();
        }
        reachTold = Optional.of(hearsMulticast);
        return reachTold;
    }

    long through() {
        return through;
    }

    int missed() {
        return missed;
    }

    /** Something was said up to that number. */
    void said(long last, long nowMs) {
        if (owesSinceMs == NEVER) {
            owesSinceMs = nowMs;
        }
        pushDueMs = Math.min(pushDueMs, nowMs + pushWaitMs);
    }

    /** Whether that would tell anything new. */
    boolean isNews(RoomStatus.Heard heard, long last) {
        return Math.min(heard.through(), last) > through
                || heard.missed() > missed
                || heard.byMulticast() != hearsMulticast
                || reachTold.isEmpty();
    }

    /** The member tells what it has of this stream. */
    void heard(RoomStatus.Heard heard, long last, long nowMs) {
        hearsMulticast = heard.byMulticast();
        missed = Math.max(missed, heard.missed());
        long before = through;
        through = Math.max(through, Math.min(heard.through(), last));
        if (through > before) {
            pushWaitMs = Timing.PUSH_REPEAT_MS;
        }
        if (through == last) {
            owesSinceMs = NEVER;
            pushDueMs = NEVER;
        } else if (through > before) {
            owesSinceMs = nowMs;
            pushDueMs = nowMs;
        }
    }

    /** Whether datagrams go to the member over its line. */
    boolean isServedOverLine(long stallMs, long nowMs) {
        return present && (!hearsMulticast || owesSinceMs != NEVER && nowMs - owesSinceMs > stallMs);
    }

    /** Whether it is time to push again what the member lacks; it counts as done. */
    boolean isPushDue(long stallMs, long nowMs) {
        if (nowMs < pushDueMs || !isServedOverLine(stallMs, nowMs)) {
            return false;
        }
        pushDueMs = nowMs + pushWaitMs;
        pushWaitMs = Math.min(2 * pushWaitMs, Timing.PUSH_REPEAT_MAX_MS);
        return true;
    }

    /** When the member may have to be served again; {@link Long#MAX_VALUE} for never. */
    long dueMs(long stallMs) {
        if (!present || owesSinceMs == NEVER) {
            return NEVER;
        }
        return hearsMulticast ? Math.max(pushDueMs, owesSinceMs + stallMs + 1) : pushDueMs;
    }
}
