package org.hobnob.protocol.room.seal;

import java.util.Objects;

/**
 * How a datagram arrived.
 *
 * @param byMulticast whether it came from the group, and not over a member's connection
 * @param source where it came from, such as an address; compared only, to limit what a forger can cause from there
 */
public record Arrival(boolean byMulticast, Object source) {
    /** The datagram came over a member's connection. */
    public static final Arrival OVER_LINE = new Arrival(false, "line");

    public Arrival {
        Objects.requireNonNull(source);
    }

    /** The datagram came from the group, sent by that address. */
    public static Arrival fromGroup(Object source) {
        return new Arrival(true, source);
    }
}
