package org.hobnob.protocol.room.engine;

import java.util.List;
import java.util.Set;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Nak;

/** An action that a room's engine requests. Effects must be carried out in order. */
public sealed interface RoomEffect {
    /**
     * Store a change of the room's memory. Nothing after it, including effects of later calls, may be carried out
     * before it is durable; {@link Send} tells of an exception. The changes in one list must become durable together
     * or not at all.
     */
    record Keep(Change change) implements RoomEffect {}

    /**
     * Send a datagram to the group, and over connections to the members that multicast does not reach.
     *
     * @param overLines those members; often empty
     * @param mayPrecede whether it may be sent while what stands before it in the same answer is being stored: it says
     *     something of this user's own, and nobody has been told yet that this is accepted
     */
    record Send(byte[] datagram, Set<UserName> overLines, boolean mayPrecede) implements RoomEffect {}

    /** Send datagrams to one member over its connection. */
    record Push(UserName member, List<byte[]> datagrams) implements RoomEffect {}

    /**
     * Show a message.
     *
     * @param byMulticast whether the sender's datagrams arrive by multicast rather than over a connection
     */
    record Deliver(UserName sender, MessageId id, MessageBody body, boolean byMulticast) implements RoomEffect {}

    /** Show, in its place, that the member sent a message that this version cannot read. */
    record Unreadable(UserName sender, MessageId id) implements RoomEffect {}

    /**
     * Warn that a member showed members different texts under one number.
     *
     * @param sender the member
     * @param reporter who says so: the member itself, whose own datagrams contradict each other, or another member,
     *     who may not speak the truth
     * @param evidence the datagrams that contradict each other, signed by sender and reporter, as far as they are kept
     */
    record DifferentTexts(UserName sender, UserName reporter, List<byte[]> evidence) implements RoomEffect {
        public DifferentTexts {
            evidence = List.copyOf(evidence);
        }
    }

    /**
     * Warn that the registry tells a member other members of this room than it tells here.
     *
     * @param version the version of the roster
     */
    record RosterDiffers(UserName member, long version) implements RoomEffect {}

    /**
     * Tell the person that somebody who was not in the room when this member entered it can read it from now on. The
     * reader is given nothing before that is done.
     *
     * @param key the identity key of the reader
     * @param otherKey whether the reader was a member already, with another key
     */
    record NewReader(UserName user, PublicKey key, boolean otherKey) implements RoomEffect {}

    /** Show that the room uses the weaker seals of version 1 because of these members. */
    record WeakerSeals(Set<UserName> because) implements RoomEffect {}

    /**
     * Show that something is missing.
     *
     * @param datagrams how many datagrams were given up, which is the most messages that may be missing
     * @param stream the stream they are of
     * @param from the number of the first of them, which the others follow; 0 if they are no run of numbers
     */
    record Missed(UserName sender, long datagrams, long stream, long from) implements RoomEffect {}

    /**
     * Report the delivery of one of this user's messages; replaces earlier reports. The sets are views, which show what
     * is known when they are read: in a room of a hundred, hundreds of copies of them would be made for each message.
     *
     * @param confirmed the members that have it
     * @param missing the members that were in the room when it was sent and still are, and are not known to have it
     */
    record Progress(MessageId id, Set<UserName> confirmed, Set<UserName> missing) implements RoomEffect {}

    /** Report whether multicast delivers this user's datagrams to a member, when that becomes known or changes. */
    record Reach(UserName member, boolean byMulticast) implements RoomEffect {}

    /**
     * Tell the person that no connection to a member that is online can be made, or that it can again. Without one the
     * member gets no keys, and nothing that multicast does not bring.
     */
    record Connection(UserName member, boolean works) implements RoomEffect {}

    /**
     * Give this user's key to a member over its connection. If that fails, the member will ask for the key.
     *
     * @param fromSequence the first number that the member needs the key for
     */
    record GiveKey(UserName member, long fromSequence) implements RoomEffect {}

    /**
     * Request the keys of a member's stream from that member, over its connection.
     *
     * @param through the last number of the stream that was delivered here; 0 for none
     */
    record AskKey(UserName owner, long stream, long through) implements RoomEffect {}

    /** Request datagrams of a stream, the member's own or another's, from a member over its connection. */
    record AskRepair(UserName holder, Nak.Range range) implements RoomEffect {}

    /** Ask the registry for the members and their contacts, because the known ones are probably out of date. */
    record AskRoster() implements RoomEffect {}

    /** The stream has ended; its keys can be dropped. */
    record Forget(long stream) implements RoomEffect {}

    /** Nothing of the stream below this number will be needed again. */
    record ForgetBelow(long stream, long sequence) implements RoomEffect {}
}
