package org.hobnob.protocol.room.engine;

import java.util.List;
import java.util.Set;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Nak;

/** What a room's engine wants done. Effects are carried out in order. */
public sealed interface RoomEffect {
    /**
     * Keep a change of the memory; nothing behind this is done before it is durable, of later effects either. The changes
     * of one list of effects become durable together or not at all.
     */
    record Keep(Change change) implements RoomEffect {}

    /**
     * Send a datagram to the group, and over their lines to members whom multicast does not reach.
     *
     * @param overLines those members; often nobody
     */
    record Send(byte[] datagram, Set<UserName> overLines) implements RoomEffect {}

    /** Send datagrams to one member, over its line. */
    record Push(UserName member, List<byte[]> datagrams) implements RoomEffect {}

    /**
     * Show a message.
     *
     * @param byMulticast whether its sender's datagrams arrive by multicast; else they come over lines
     */
    record Deliver(UserName sender, MessageId id, ChatText text, boolean byMulticast) implements RoomEffect {}

    /**
     * Show that something is missing here.
     *
     * @param datagrams how many datagrams were given up, and so at most how many messages
     */
    record Missed(UserName sender, long datagrams) implements RoomEffect {}

    /**
     * How far one of this user's messages has come; each replaces the one before.
     *
     * @param confirmed the members who have it
     * @param missing the members who were there when it was said, are still, and do not have it, as far as is known
     */
    record Progress(MessageId id, Set<UserName> confirmed, Set<UserName> missing) implements RoomEffect {}

    /** Whether multicast brings this user's datagrams to a member, when that turns out or changes. */
    record Reach(UserName member, boolean byMulticast) implements RoomEffect {}

    /**
     * Give this user's key to a member, over its line; a failure is made good by the member's asking.
     *
     * @param fromSequence the first number that the member needs it for
     */
    record GiveKey(UserName member, long fromSequence) implements RoomEffect {}

    /**
     * Ask a member for the keys of its stream, over its line.
     *
     * @param through up to where the stream was delivered here, 0 for nothing
     */
    record AskKey(UserName owner, long stream, long through) implements RoomEffect {}

    /** Ask a member, over its line, for datagrams of a stream, its own or another's. */
    record AskRepair(UserName holder, Nak.Range range) implements RoomEffect {}

    /** Ask the registry who is in the room, and where: what is known is likely not true any more. */
    record AskRoster() implements RoomEffect {}

    /** The stream is over: its keys are of no more use. */
    record Forget(long stream) implements RoomEffect {}

    /** Nothing of the stream below this number will be wanted again. */
    record ForgetBelow(long stream, long sequence) implements RoomEffect {}
}
