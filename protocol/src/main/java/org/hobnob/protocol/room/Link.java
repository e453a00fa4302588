package org.hobnob.protocol.room;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * What every content of version 2 says beside its messages (SPEC 8.2): it ties them to what the sender said before, and
 * to the members that the sender knows.
 *
 * @param previous the hash of the sender's whole datagram before this one; {@link ShortHash#NONE} in the first one
 * @param roster the members that the registry tells the sender
 */
public record Link(ShortHash previous, RosterClaim roster) {
    /** The length on the wire, in bytes. */
    static final int BYTES = ShortHash.BYTES + RosterClaim.BYTES;

    public Link {
        Objects.requireNonNull(previous);
        Objects.requireNonNull(roster);
    }

    static Link read(ByteBuffer in) {
        return new Link(ShortHash.read(in), RosterClaim.read(in));
    }

    void put(ByteBuffer out) {
        previous.put(out);
        roster.put(out);
    }
}
