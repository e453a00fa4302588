package org.hobnob.protocol.handout;

/** The times of a hand-out (SPEC 17.5), in milliseconds. */
public final class HandoutTiming {
    /** How often receivers are asked for reports while pieces are sent. */
    public static final long ASK_MS = 1_000;
    /** How long after the last piece of a pass receivers are asked what they lack. */
    public static final long SETTLE_MS = 100;
    /** How long a receiver may take to answer; then it is given up. */
    public static final long ANSWER_MS = 5_000;
    /** A receiver that has heard nothing for so long is served over its connection. */
    public static final long DEAF_MS = 2_000;
    /** How long a receiver waits for any question of the sender until it fetches the rest. */
    public static final long SILENCE_MS = 15_000;
    /** What may leave at once is what the pace allows in this time. */
    public static final long BURST_MS = 3;
    /** How long a sender waits for the next receiver before it begins. */
    public static final long GATHER_MS = 2_000;
    /** How long a sender waits for receivers altogether. */
    public static final long GATHER_MAX_MS = 10_000;

    private HandoutTiming() {}
}
