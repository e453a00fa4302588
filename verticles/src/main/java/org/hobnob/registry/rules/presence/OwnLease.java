package org.hobnob.registry.rules.presence;

/**
 * Whether this node may still act for the users who are logged in to it. It may for a while after the store took a sign of
 * life, counted from when that was sent. This time is shorter than the time that others wait before they take over its
 * sessions, so that a node which was paused or cut off stops acting before anyone else starts. Uses the node's own clock,
 * which must advance through pauses. Thread-safe.
 */
public final class OwnLease {
    private final long holdNs;
    private volatile boolean given;
    private volatile long askedNs;

    /**
     * @param holdNs how long a renewal is valid, in nanoseconds
     * @throws IllegalArgumentException if the value is below 1
     */
    public OwnLease(long holdNs) {
        if (holdNs < 1) {
            throw new IllegalArgumentException("a lease holds for at least 1 ns, not " + holdNs);
        }
        this.holdNs = holdNs;
    }

    /**
     * Renews the lease.
     *
     * @param sentNs when the renewal that the store has taken was sent; the time of its answer would be too late
     */
    public void renewed(long sentNs) {
        askedNs = sentNs;
        given = true;
    }

    /** Gives the lease up, because the store no longer knows the node. */
    public void lost() {
        given = false;
    }

    /**
     * Whether the lease is valid. Check it before starting a change, before each write, and before acknowledging the
     * change.
     */
    public boolean holds(long nowNs) {
        return given && nowNs - askedNs < holdNs;
    }
}
