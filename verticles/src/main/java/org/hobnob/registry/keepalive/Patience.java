package org.hobnob.registry.keepalive;

/**
 * How long a session may be silent.
 *
 * @param originalMs an original user is offline after so many milliseconds
 * @param suspectMs a native user is probed after so many, unless it asked for another time
 * @param probeMs and is offline after so many more
 */
public record Patience(long originalMs, long suspectMs, long probeMs) {
    /** As original clients expect it, and offline after 5 s for others. */
    public static final Patience DEFAULT = new Patience(3_000, 3_000, 2_000);

    /** @throws IllegalArgumentException where a time is under 1 ms */
    public Patience {
        if (originalMs < 1 || suspectMs < 1 || probeMs < 1) {
            throw new IllegalArgumentException("patience counts from 1 ms");
        }
    }
}
