package org.hobnob.protocol.room.engine;

import org.hobnob.protocol.room.Fragment;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.RoomStatus;

/** Makes the datagrams of this member: seals, signs and numbers them. */
public interface Seals {
    /**
     * Makes a new key, which members that have left do not get.
     *
     * @param epoch the roster's version
     * @param fromSequence the first number sealed under it
     */
    void renew(long epoch, long fromSequence);

    /** Returns the sealed datagram with this number; numbers must be consecutive. */
    byte[] seal(long sequence, Fragment fragment);

    /** Returns a datagram that carries the status. */
    byte[] status(long rosterVersion, RoomStatus status);

    /** Returns a datagram that carries a repair request. */
    byte[] nak(long rosterVersion, Nak nak);

    /** Keys for numbers below this one will not be handed out any more. */
    void forgetSent(long beforeSequence);
}
