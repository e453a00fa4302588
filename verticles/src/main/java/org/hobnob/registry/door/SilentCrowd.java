package org.hobnob.registry.door;

/**
 * Notices when so many connections have said nothing yet that the slow ones among them must make way. It stays a crowd for
 * a while after, so that all of a crowd go and not only those beyond the limit. Pure: the time is passed in. Not thread-safe.
 */
final class SilentCrowd {
    /** Longer than a crowd's connections may stay. */
    private static final long REMEMBERED_MS = 10_000;

    private static final long NS_PER_MS = 1_000_000;

    private final DoorLimits.Crowd limits;
    private int handshakes;
    private int silent;
    private long crowdedNs;
    private boolean wasCrowded;

    SilentCrowd(DoorLimits.Crowd limits) {
        this.limits = limits;
    }

    /** A handshake has begun. */
    void began(long nowNs) {
        handshakes++;
        look(nowNs);
    }

    /** A handshake has ended. */
    void ended() {
        handshakes--;
    }

    /** So many connections have ended their handshake and sent nothing since. */
    void counted(int connections, long nowNs) {
        silent = connections;
        look(nowNs);
    }

    private void look(long nowNs) {
        if (handshakes + silent > limits.most()) {
            wasCrowded = true;
            crowdedNs = nowNs;
        }
    }

    /** How long a connection may take at present for a step that may take so long otherwise, in milliseconds. */
    long patienceMs(long otherwiseMs, long nowNs) {
        wasCrowded &= nowNs - crowdedNs < Math.max(REMEMBERED_MS, 2 * limits.patienceMs()) * NS_PER_MS;
        return wasCrowded ? Math.min(otherwiseMs, limits.patienceMs()) : otherwiseMs;
    }
}
