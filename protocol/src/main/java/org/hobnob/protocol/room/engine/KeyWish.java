package org.hobnob.protocol.room.engine;

/**
 * Schedules the requests for the keys of one stream: repeated with growing delays while the keys are wanted. Also keeps a
 * distance between requests that were answered, because anyone can forge a datagram that no key opens.
 */
final class KeyWish {
    private static final long NEVER = Long.MAX_VALUE;

    private long dueMs = NEVER;
    private long earliestMs = Long.MIN_VALUE;
    private long waitMs = Timing.KEY_REPEAT_MS;

    /** Keys are wanted; the first request is due at once, unless the one before was a moment ago. */
    void want(long nowMs) {
        dueMs = Math.min(dueMs, Math.max(nowMs, earliestMs));
    }

    /** The owner is online again, so the next request is due at once. */
    void retry(long nowMs) {
        if (dueMs != NEVER) {
            dueMs = nowMs;
            waitMs = Timing.KEY_REPEAT_MS;
        }
    }

    /** The keys are no longer wanted. */
    void fulfilled() {
        dueMs = NEVER;
        waitMs = Timing.KEY_REPEAT_MS;
    }

    /** Returns whether to send a request now, and if so schedules the next one. */
    boolean isDue(long nowMs) {
        if (nowMs < dueMs) {
            return false;
        }
        dueMs = nowMs + waitMs;
        earliestMs = nowMs + Timing.KEY_REPEAT_MS;
        waitMs = Math.min(2 * waitMs, Timing.KEY_REPEAT_MAX_MS);
        return true;
    }

    long dueMs() {
        return dueMs;
    }
}
