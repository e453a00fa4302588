package org.hobnob.protocol.room.engine;

import java.util.Optional;
import org.hobnob.protocol.room.RoomStatus;

/** What this member knows of another member as a reader of its stream. */
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

    /** @param entitledFrom the first number that was sent while the member was in the room */
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

    /** Returns whether the member was given the current key. */
    boolean isKeyed() {
        return keyed;
    }

    void keyed(boolean isKeyed) {
        keyed = isKeyed;
    }

    /** The member's program has restarted: it has received nothing and has no key yet. */
    void restarted() {
        hearsMulticast = false;
        reachTold = Optional.empty();
        keyed = false;
    }

    boolean hearsMulticast() {
        return hearsMulticast;
    }

    /**
     * Returns whether multicast reaches the member, if that has changed or become known. It counts as unreachable
     * once it has received something another way, or once multicast has stopped reaching it.
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

    /** Something was sent, up to this number. */
    void said(long last, long nowMs) {
        if (owesSinceMs == NEVER) {
            owesSinceMs = nowMs;
        }
        pushDueMs = Math.min(pushDueMs, nowMs + pushWaitMs);
    }

    /** Returns whether the report tells anything new. */
    boolean isNews(RoomStatus.Heard heard, long last) {
        return Math.min(heard.through(), last) > through
                || heard.missed() > missed
                || heard.byMulticast() != hearsMulticast
                || reachTold.isEmpty();
    }

    /** The member reports what it has of this stream. */
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

    /** Returns whether datagrams are sent to the member over its connection. */
    boolean isServedOverLine(long stallMs, long nowMs) {
        return present && (!hearsMulticast || owesSinceMs != NEVER && nowMs - owesSinceMs > stallMs);
    }

    /** Returns whether to push missing datagrams again now, and if so schedules the next push. */
    boolean isPushDue(long stallMs, long nowMs) {
        if (nowMs < pushDueMs || !isServedOverLine(stallMs, nowMs)) {
            return false;
        }
        pushDueMs = nowMs + pushWaitMs;
        pushWaitMs = Math.min(2 * pushWaitMs, Timing.PUSH_REPEAT_MAX_MS);
        return true;
    }

    /** Returns when the member may have to be served again; {@link Long#MAX_VALUE} for never. */
    long dueMs(long stallMs) {
        if (!present || owesSinceMs == NEVER) {
            return NEVER;
        }
        return hearsMulticast ? Math.max(pushDueMs, owesSinceMs + stallMs + 1) : pushDueMs;
    }
}
