package org.hobnob.protocol.room.seal;

import org.hobnob.protocol.message.peer.RoomKeys;

/**
 * The limits on what {@link RoomSeal} keeps and does for one room (SPEC 9). Together they bound its memory,
 * whatever members and outsiders send.
 *
 * @param ahead how far beyond the next number of a chain a datagram may be, in numbers
 * @param skipped the most keys of skipped numbers per stream
 * @param chains the most key chains per stream, for this member's stream and for others
 * @param streams the most known streams per user; beyond it, the one not heard for longest is dropped
 * @param departed the most former members that stay known, so that their datagrams cannot be replayed
 * @param held the most datagrams held for want of a key, each of at most {@code RoomDatagram.MAX_BYTES} bytes
 * @param heldOfStream the most of these per stream
 */
public record SealBounds(int ahead, int skipped, int chains, int streams, int departed, int held, int heldOfStream) {
    /** How far ahead a receiver must be able to follow, in numbers. */
    public static final int AHEAD = 4_096;
    /** As many as the datagrams that a sender keeps for repairs. */
    public static final int SKIPPED = 1_024;
    /** As many as are handed over at once. */
    public static final int CHAINS = RoomKeys.MAX_CHAINS;

    /** The limits that peers use. */
    public static final SealBounds STANDARD = new SealBounds(AHEAD, SKIPPED, CHAINS, 32, 256, 512, 128);

    /** @throws IllegalArgumentException if a limit is below 1 */
    public SealBounds {
        if (ahead < 1 || skipped < 1 || chains < 1 || streams < 1 || departed < 1 || held < 1 || heldOfStream < 1) {
            throw new IllegalArgumentException("a limit is below 1");
        }
    }
}
