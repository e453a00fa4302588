package org.hobnob.protocol.room.engine;

import org.hobnob.protocol.room.Fragment;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.RoomStatus;

/** Makes datagrams of what this member says: seals, signs, numbers control datagrams. */
public interface Seals {
    /**
     * Makes a new key, which who has left does not have.
     *
     * @param epoch the roster's version
     * @param fromSequence the first number sealed under it
     */
    void renew(long epoch, long fromSequence);

    /** The datagram of that number; numbers are consecutive. */
    byte[] seal(long sequence, Fragment fragment);

    /** The datagram that tells the status. */
    byte[] status(long rosterVersion, RoomStatus status);

    /** The datagram that asks for repair. */
    byte[] nak(long rosterVersion, Nak nak);

    /** Nothing below that number is handed out any more. */
    void forgetSent(long beforeSequence);
}
