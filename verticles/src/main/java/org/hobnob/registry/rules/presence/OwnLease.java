package org.hobnob.registry.rules.presence;

/**
 * Whether this node may still act for the users that are logged in at it. It may for a while after the store took a sign of
 * life, counted from when that was sent: shorter than the others wait before they take its sessions over, so that a node
 * which was paused or cut off is mute before anybody does. Time is the node's own and goes forward through pauses.
 * Thread-safe.
 */
public final class OwnLease {
    private final long holdNs;
    private volatile boolean given;
    private volatile long askedNs;

    /**
     * @param holdNs for how long a renewal holds, in nanoseconds
     * @throws IllegalArgumentException for a value below 1
     */
    public OwnLease(long holdNs) {
        if (holdNs < 1) {
            throw new IllegalArgumentException("a lease holds for at least 1 ns, not " + holdNs);
        }
        this.holdNs = holdNs;
    }

    /** @param sentNs when the renewal was sent that the store has taken by now; the time of its answer would be too late */
    public void renewed(long sentNs) {
        askedNs = sentNs;
        given = true;
    }

    /** The store does not know the node any more. */
    public void lost() {
        given = false;
    }

    /** To be asked before a change is begun, before each write of it, and before it is acknowledged. */
    public boolean holds(long nowNs) {
        return given && nowNs - askedNs < holdNs;
    }
}
