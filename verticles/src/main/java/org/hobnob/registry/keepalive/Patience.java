package org.hobnob.registry.keepalive;

/**
 * How long a session may be silent, in milliseconds (SPEC 6).
 *
 * @param originalMs after which an original user is offline
 * @param originalDroppingMs after which an original user is offline while the keep-alive socket loses datagrams; counts
 *     only if it is longer
 * @param suspectMs after which a native user is probed, unless its peer asked for another time
 * @param probeMs after which a probed user who has not answered is offline
 */
public record Patience(long originalMs, long originalDroppingMs, long suspectMs, long probeMs) {
    private static final long DEFAULT_DROPPING_MS = 30_000;

    /** 3 s for original users, as original clients expect; 5 s in all for native ones. */
    public static final Patience DEFAULT = new Patience(3_000, 3_000, 2_000);

    /** With 30 s for original users while the socket loses datagrams. */
    public Patience(long originalMs, long suspectMs, long probeMs) {
        this(originalMs, DEFAULT_DROPPING_MS, suspectMs, probeMs);
    }

    /** @throws IllegalArgumentException if a time is below 1 ms */
    public Patience {
        if (Math.min(originalMs, originalDroppingMs) < 1 || Math.min(suspectMs, probeMs) < 1) {
            throw new IllegalArgumentException("the times of patience must be at least 1 ms");
        }
    }
}
