package org.hobnob.protocol.room.seal;

import org.hobnob.protocol.message.peer.RoomKeys;

/**
 * How much one room's stage keeps and does at most (SPEC 9). Together these bound its memory whatever members and
 * strangers send.
 *
 * @param ahead how far before the next number of a chain a datagram may be, in numbers
 * @param skipped keys of numbers passed over that are kept for one stream
 * @param chains chains kept of one stream, others' and one's own alike
 * @param streams streams of one user that are known; beyond, the one unheard of for longest is forgotten
 * @param departed users who are no members any more and still known, so that nothing of theirs can be replayed
 * @param held datagrams kept for want of a key, each of at most {@code RoomDatagram.MAX_BYTES} bytes
 * @param heldOfStream of these, those of one stream
 */
public record SealBounds(int ahead, int skipped, int chains, int streams, int departed, int held, int heldOfStream) {
    /** Numbers ahead that the protocol wants a receiver to follow. */
    public static final int AHEAD = 4_096;
    /** As many as a sender keeps datagrams for repair. */
    public static final int SKIPPED = 1_024;
    /** As many as are handed over at a time. */
    public static final int CHAINS = RoomKeys.MAX_CHAINS;

    /** What a peer uses. */
    public static final SealBounds STANDARD = new SealBounds(AHEAD, SKIPPED, CHAINS, 32, 256, 512, 128);

    /** @throws IllegalArgumentException where a bound is below 1 */
    public SealBounds {
        if (ahead < 1 || skipped < 1 || chains < 1 || streams < 1 || departed < 1 || held < 1 || heldOfStream < 1) {
            throw new IllegalArgumentException("a bound below 1");
        }
    }
}
