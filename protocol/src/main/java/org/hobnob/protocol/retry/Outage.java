package org.hobnob.protocol.retry;

/**
 * Decides when a person is told that something does not work for long, and that it works again, each once. Pure; times are
 * milliseconds of a monotonic clock.
 */
public final class Outage {
    /** How long nothing must have worked before a person is told. */
    public static final long PATIENCE_MS = 10_000;

    private static final long NEVER = Long.MAX_VALUE;

    private long sinceMs = NEVER;
    private boolean told;

    /** A try has failed; returns whether the person is to be told now. */
    public boolean failed(long nowMs) {
        sinceMs = Math.min(sinceMs, nowMs);
        boolean tells = !told && nowMs - sinceMs >= PATIENCE_MS;
        told |= tells;
        return tells;
    }

    /** It has worked; returns whether the person was told that it does not. */
    public boolean worked() {
        boolean was = told;
        sinceMs = NEVER;
        told = false;
        return was;
    }
}
