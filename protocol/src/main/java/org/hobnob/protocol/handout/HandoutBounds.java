package org.hobnob.protocol.handout;

/** The bounds of a hand-out (SPEC 17.5). */
public final class HandoutBounds {
    /** With fewer receivers the file is not handed out. */
    public static final int RECEIVERS = 3;
    /** How many times the file's pieces a sender emits at most, repairs included. */
    public static final int BUDGET = 2;
    /** A receiver that alone causes more repairs than this part of the file is served over its connection. */
    public static final int OWN_SHARE = 4;
    /** Such a receiver may cause this many repairs in any case. */
    public static final int OWN_PIECES = 16;
    /** So many receivers that lack most of a block get it again by multicast; fewer fetch it. */
    public static final int LACKING_TOGETHER = 3;
    /** How many blocks are sent side by side, so that a burst of losses hits each of them a little. */
    public static final int BLOCKS_TOGETHER = 16;
    /** The most bytes of repairs that a receiver keeps until their blocks are complete. */
    public static final int KEPT_BYTES = 32 * 1024 * 1024;
    /** The most blocks of a hand-out that a receiver takes part in, because each that has begun costs memory. */
    public static final int BLOCKS = 1 << 20;
    /** The most datagrams that leave at once, except at rates that need more in {@link HandoutTiming#BURST_MS}. */
    public static final int BURST_DATAGRAMS = 4;
    /** A receiver that loses much more than most for so many rounds running is served over its connection. */
    public static final int ROUNDS_BEHIND = 3;

    private HandoutBounds() {}
}
