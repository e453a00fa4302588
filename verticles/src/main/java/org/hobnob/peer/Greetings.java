package org.hobnob.peer;

import java.util.random.RandomGenerator;

/**
 * When to greet a room: soon after news, at first often while somebody is not reached, then ever more seldom; and never
 * so often that a room full of members drowns in greetings. Pure.
 */
final class Greetings {
    /** News are answered after a random wait up to this, in milliseconds (SPEC 8.1). */
    static final long SPREAD_MS = 250;
    /** The least time between two greetings, for each member there is, in milliseconds. */
    static final long GAP_PER_MEMBER_MS = 10;

    static final long LEAST_GAP_MS = 300;
    static final long FIRST_REPEAT_MS = 5_000;
    static final long LONGEST_REPEAT_MS = 60_000;
    private static final long NEVER = Long.MIN_VALUE;

    private final RandomGenerator random;
    private long lastMs = NEVER;
    private long dueMs = NEVER;
    private long repeatMs = FIRST_REPEAT_MS;

    Greetings(RandomGenerator random) {
        this.random = random;
    }

    /** Somebody came, or asks who hears: one greeting answers all that happens until it is sent. */
    void news(long nowMs) {
        repeatMs = FIRST_REPEAT_MS;
        answer(nowMs);
    }

    /** Somebody known wants to know again who hears. */
    void answer(long nowMs) {
        if (dueMs == NEVER) {
            dueMs = nowMs + 1 + random.nextLong(SPREAD_MS);
        }
    }

    /**
     * Whether to greet now; it counts as done then.
     *
     * @param others how many other members there are
     * @param somebodyUnreached whether a greeting is wanted without news
     */
    boolean isDue(long nowMs, int others, boolean somebodyUnreached) {
        long gapMs = Math.max(LEAST_GAP_MS, GAP_PER_MEMBER_MS * others);
        if (lastMs != NEVER && nowMs - lastMs < gapMs) {
            return false;
        }
        boolean answers = dueMs != NEVER && nowMs >= dueMs;
        boolean repeats = somebodyUnreached && lastMs != NEVER && nowMs - lastMs >= repeatMs;
        if (!answers && !repeats) {
            return false;
        }
        if (!answers) {
            repeatMs = Math.min(LONGEST_REPEAT_MS, 2 * repeatMs);
        }
        lastMs = nowMs;
        dueMs = NEVER;
        return true;
    }
}
