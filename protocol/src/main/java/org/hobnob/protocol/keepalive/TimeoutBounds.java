package org.hobnob.protocol.keepalive;

/**
 * The timeouts that the registry grants. With a shorter one, a peer would be lost after a short stall; with a
 * longer one, it would be shown online long after it died.
 *
 * @param minS the shortest, in seconds, at least 1
 * @param maxS the longest, in seconds, at least {@code minS}
 */
public record TimeoutBounds(int minS, int maxS) {

    /** 2 s to 30 s. */
    public static final TimeoutBounds DEFAULT = new TimeoutBounds(2, 30);

    /** @throws IllegalArgumentException unless 1 &le; minS &le; maxS */
    public TimeoutBounds {
        if (minS < 1 || maxS < minS) {
            throw new IllegalArgumentException(
                    "keep-alive timeouts must be 1 <= minimum <= maximum seconds, not " + minS + " and " + maxS);
        }
    }

    /**
     * @param askedS the requested timeout, in seconds, any value
     * @return the nearest timeout within the bounds, in seconds
     */
    public int clamp(int askedS) {
        return Math.max(minS, Math.min(maxS, askedS));
    }
}
