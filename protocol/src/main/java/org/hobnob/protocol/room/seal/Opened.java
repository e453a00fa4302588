package org.hobnob.protocol.room.seal;

import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Fragment;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomStatus;

/** What became of a datagram that came in (SPEC 8.6). */
public sealed interface Opened {
    /** Somebody about whom there is no doubt said something. */
    sealed interface Heard extends Opened {
        /** The member whose words these are. */
        UserName sender();

        /** The header; its stream and number are the sender's. */
        RoomHeader header();
    }

    /**
     * A message or a part of one, for the first and only time.
     *
     * @param sender the member whose words these are
     * @param header the header
     * @param fragment what was said
     * @param datagram the bytes as they came, for whoever misses them; not a copy
     */
    record Data(UserName sender, RoomHeader header, Fragment fragment, byte[] datagram) implements Heard {}

    /**
     * A member's status.
     *
     * @param sender the member whose status this is
     * @param header the header
     * @param status the status
     */
    record StatusHeard(UserName sender, RoomHeader header, RoomStatus status) implements Heard {}

    /**
     * A member asks for what was lost.
     *
     * @param sender the member who asks
     * @param header the header
     * @param nak for what
     */
    record NakHeard(UserName sender, RoomHeader header, Nak nak) implements Heard {}

    /**
     * The key is not here; the datagram is kept until it comes. Nothing of it is proven yet.
     *
     * @param stream the stream that it says to be of
     * @param epoch the chain that it says to be sealed with
     * @param sequence the number that it says to have
     */
    record NoKey(long stream, long epoch, long sequence) implements Opened {}

    /**
     * The datagram had no effect.
     *
     * @param why for which reason
     */
    record Rejected(Why why) implements Opened {}

    /** Nobody wanted to know what it claims, so that it was not checked to the end; it had no effect. */
    record Unchecked() implements Opened {}

    /** Why a datagram was rejected. */
    enum Why {
        /** Another room's, another program's or of a kind that is not read here. */
        NOT_OURS,
        /** One that was sent from here. */
        OWN,
        /** Breaks the rule of its kind. */
        MALFORMED,
        /** Not of a member of the room, or in a stream of somebody else's. */
        NOT_A_MEMBER,
        /** Not sealed with the key of its chain and number: forged or damaged. */
        BAD_SEAL,
        /** Not signed by whom it is said to be of. */
        BAD_SIGNATURE,
        /** Its number was accepted before. */
        REPLAYED,
        /** Its number is so far ahead that working out its key would cost too much. */
        TOO_FAR_AHEAD,
        /** Its key lies before those at hand: from before one came, or no longer kept. */
        FORGOTTEN_KEY
    }
}
