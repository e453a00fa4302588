package org.hobnob.peer.history;

/**
 * How much is kept.
 *
 * @param days how long, counted from when a line was taken; 0 for ever
 * @param bytes how many bytes all files take together, about
 */
public record HistoryBounds(int days, long bytes) {
    /** The size of a segment, in bytes of lines: what damage costs at most, and what is written anew at once. */
    private static final long SEGMENT_BYTES = 8L << 20;

    private static final int LEAST_PARTS = 4;

    /** @param megabytes at least 1 */
    public static HistoryBounds of(int days, int megabytes) {
        return new HistoryBounds(days, (long) megabytes << 20);
    }

    /** Returns the size at which a segment is finished, in bytes of lines. */
    long segmentBytes() {
        return Math.min(SEGMENT_BYTES, bytes / LEAST_PARTS);
    }
}
