package org.hobnob.protocol.room.seal;

import java.util.Optional;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Link;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomStatus;
import org.hobnob.protocol.room.SealedContent;
import org.hobnob.protocol.room.Witness;

/** The result of checking a received datagram (SPEC 8.6). */
public sealed interface Opened {
    /** An authenticated datagram of a member. */
    sealed interface Heard extends Opened {
        /** Returns the member that sent it. */
        UserName sender();

        /** Returns the header; its stream and sequence are the sender's. */
        RoomHeader header();
    }

    /**
     * Messages or a part of one. Each datagram is reported only once.
     *
     * @param sender the member that sent it
     * @param header the header
     * @param content the content
     * @param link what it says beside its messages; empty in version 1
     * @param datagram the bytes as received, for repairs; not a copy
     */
    record Data(UserName sender, RoomHeader header, SealedContent content, Optional<Link> link, byte[] datagram)
            implements Heard {}

    /**
     * A member's status.
     *
     * @param sender the member that sent it
     * @param header the header
     * @param status the status
     * @param witness what it says beside that; empty in version 1
     * @param datagram the bytes as received, as evidence; not a copy
     */
    record StatusHeard(
            UserName sender, RoomHeader header, RoomStatus status, Optional<Witness> witness, byte[] datagram)
            implements Heard {}

    /**
     * A member's request for lost datagrams.
     *
     * @param sender the member that sent it
     * @param header the header
     * @param nak the request
     */
    record NakHeard(UserName sender, RoomHeader header, Nak nak) implements Heard {}

    /**
     * The key is missing; the datagram is held until the key arrives. Nothing in it is authenticated yet.
     *
     * @param stream the claimed stream
     * @param epoch the claimed key chain
     * @param sequence the claimed number
     */
    record NoKey(long stream, long epoch, long sequence) implements Opened {}

    /**
     * The datagram was rejected and had no effect.
     *
     * @param why the reason
     */
    record Rejected(Why why) implements Opened {}

    /** The caller did not want the claimed content, so the datagram was not fully checked and had no effect. */
    record Unchecked() implements Opened {}

    /** Why a datagram was rejected. */
    enum Why {
        /** It belongs to another room or program, or its kind is not handled here. */
        NOT_OURS,
        /** This member sent it. */
        OWN,
        /** It breaks the rules of its kind. */
        MALFORMED,
        /** Its sender is not a member of the room, or its stream belongs to someone else. */
        NOT_A_MEMBER,
        /** It was not sealed with the key of its chain and number: forged or damaged. */
        BAD_SEAL,
        /** It was not made with the control key that its sender handed over: forged or damaged. */
        BAD_MAC,
        /** Too many like it, which no control key was handed over for, came from there of late. */
        THROTTLED,
        /** It was not signed by its claimed sender. */
        BAD_SIGNATURE,
        /** Its number was accepted before. */
        REPLAYED,
        /** Its number is so far ahead that deriving its key would cost too much. */
        TOO_FAR_AHEAD,
        /** Its key is older than those held: it was never handed over, or has been dropped. */
        FORGOTTEN_KEY
    }
}
