package org.hobnob.protocol.room;

import java.util.List;
import java.util.Objects;

/**
 * What a status of version 2 says beside a {@link RoomStatus} (SPEC 8.3): hashes by which members notice that somebody
 * showed them different texts, and that the registry told them different members.
 *
 * @param head the hash of the sender's own last sealed datagram; {@link ShortHash#NONE} if there is none
 * @param roster the members that the registry tells the sender
 * @param heard for each stream heard, in the status's order, the hash of its datagram at <i>through</i>; {@link
 *     ShortHash#NONE} if unknown
 */
public record Witness(ShortHash head, RosterClaim roster, List<ShortHash> heard) {
    /** The most streams in one status, so that they always fit. */
    public static final int MAX_HEARD = 27;

    public Witness {
        Objects.requireNonNull(head);
        Objects.requireNonNull(roster);
        heard = List.copyOf(heard);
    }
}
