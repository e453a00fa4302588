package org.hobnob.protocol.room.engine;

/** When to ask for the keys of one stream: while they are wanted, at growing distances. */
final class KeyWish {
    private static final long NEVER = Long.MAX_VALUE;

    private long dueMs = NEVER;
    private long waitMs = Timing.KEY_REPEAT_MS;

    /** Keys are wanted; asked for at once where they were not wanted before. */
    void want(long nowMs) {
        dueMs = Math.min(dueMs, nowMs);
    }

    /** Who is to be asked is there again. */
    void retry(long nowMs) {
        if (dueMs != NEVER) {
            dueMs = nowMs;
            waitMs = Timing.KEY_REPEAT_MS;
        }
    }

    /** Nothing more is wanted. */
    void fulfilled() {
        dueMs = NEVER;
        waitMs = Timing.KEY_REPEAT_MS;
    }

    /** Whether to ask now; it counts as done. */
    boolean isDue(long nowMs) {
        if (nowMs < dueMs) {
            return false;
        }
        dueMs = nowMs + waitMs;
        waitMs = Math.min(2 * waitMs, Timing.KEY_REPEAT_MAX_MS);
        return true;
    }

    long dueMs() {
        return dueMs;
    }
}
