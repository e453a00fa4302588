package org.hobnob.protocol.room.engine;

import java.util.random.RandomGenerator;

/**
 * Decides when to send a status. Acknowledgements and greetings share one, and members take turns, so that a large
 * room is not flooded.
 */
final class StatusSchedule {
    private static final long NEVER = Long.MAX_VALUE;
    private static final int LONG_IN_GAPS = 3;

    private final RandomGenerator random;
    private boolean sent;
    private long lastMs;
    private long owedMs = NEVER;
    private long heartbeatMs = NEVER;

    StatusSchedule(RandomGenerator random) {
        this.random = random;
    }

    /** Something was delivered: acknowledge it soon. */
    void acknowledge(int members, long nowMs) {
        owe(nowMs + 1 + random.nextLong(Timing.turnMs(members)), members, nowMs);
    }

    /** This member or another one is new: send a status soon. */
    void greet(int members, long nowMs) {
        owe(nowMs + 1 + random.nextLong(Math.max(Timing.GREET_MS, Timing.turnMs(members))), members, nowMs);
    }

    /** Returns whether the last status is so old that a member that has not received it by now will not receive it. */
    boolean isLongSince(int members, long nowMs) {
        return sent && nowMs - lastMs >= LONG_IN_GAPS * gapMs(members);
    }

    private void owe(long wishMs, int members, long nowMs) {
        long earliestMs = sent ? lastMs + gapMs(members) : nowMs;
        owedMs = Math.min(owedMs, Math.max(wishMs, earliestMs));
    }

    private static long gapMs(int members) {
        return Math.max(Timing.STATUS_GAP_MS, Timing.turnMs(members));
    }

    boolean isDue(long nowMs) {
        return nowMs >= owedMs || nowMs >= heartbeatMs;
    }

    void sent(long nowMs) {
        sent = true;
        lastMs = nowMs;
        owedMs = NEVER;
        heartbeatMs = nowMs + Timing.HEARTBEAT_MS - random.nextLong(Timing.HEARTBEAT_MS / 5);
    }

    /** Returns when a status is due; {@link Long#MAX_VALUE} for never. */
    long dueMs() {
        return Math.min(owedMs, heartbeatMs);
    }
}
