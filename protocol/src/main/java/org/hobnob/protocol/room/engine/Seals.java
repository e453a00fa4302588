package org.hobnob.protocol.room.engine;

import java.util.List;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomStatus;
import org.hobnob.protocol.room.SealedContent;
import org.hobnob.protocol.room.ShortHash;

/** Makes the datagrams of this member: seals, signs and numbers them. */
public interface Seals {
    /** Returns the version that all members read, {@link RoomHeader#VERSION_1} or {@link RoomHeader#VERSION_2}. */
    int version();

    /**
     * Makes a new key, which members that have left do not get.
     *
     * @param epoch the roster's version
     * @param fromSequence the first number sealed under it
     */
    void renew(long epoch, long fromSequence);

    /** Returns the sealed datagram with this number; numbers must be consecutive. */
    byte[] seal(long sequence, SealedContent content);

    /**
     * Returns a datagram that carries the status.
     *
     * @param heard for each stream heard, the hash of its datagram at <i>through</i>; not said in version 1
     */
    byte[] status(long rosterVersion, RoomStatus status, List<ShortHash> heard);

    /** Returns a datagram that carries a repair request. */
    byte[] nak(long rosterVersion, Nak nak);

    /** Keys for numbers below this one will not be handed out any more. */
    void forgetSent(long beforeSequence);
}
