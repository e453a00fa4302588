package org.hobnob.protocol.chat;

import java.util.List;
import org.hobnob.protocol.message.peer.DirectRefusal;
import org.hobnob.protocol.message.peer.PeerMessage.DirectMessage;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/**
 * What an engine asks for. Effects are carried out one behind the other, those of one answer and those of all answers
 * before it. What stands behind a {@link Keep} or a {@link Drop} happens only when that is durable; those of one answer
 * become durable together or not at all.
 */
public sealed interface ChatEffect {
    /** Keep the record, in the place of an earlier one of its key. */
    record Keep(Stored stored) implements ChatEffect {}

    /** Forget the record of that key. */
    record Drop(String key) implements ChatEffect {}

    /** Get a line to the contact; answered by {@code lineUp} or {@code connectFailed}. */
    record Connect(UserName contact) implements ChatEffect {}

    /** Send over that line; the reply is handed to {@code acknowledged} or {@code refused}. */
    record Send(long line, DirectMessage message) implements ChatEffect {}

    /** Close the line, over which nothing comes back. */
    record Close(UserName contact, long line) implements ChatEffect {}

    /** Answer the message of that receipt: every message of the log up to the number is taken. */
    record Acknowledge(long receipt, LogId log, long through) implements ChatEffect {}

    /** Answer the message of that receipt: it is not taken. */
    record Refuse(long receipt, DirectRefusal reason) implements ChatEffect {}

    /**
     * Show the message, then call {@code shown}.
     *
     * @param again whether it may have been shown before this program started
     */
    record Deliver(Stored.Unshown message, boolean again) implements ChatEffect {}

    /** Tell the person that so many messages of the contact will never come. */
    record Missing(UserName contact, long count) implements ChatEffect {}

    /** Tell the person that the message is kept until the contact has it. */
    record Queued(UserName contact, MessageId id) implements ChatEffect {}

    /**
     * Tell the person that the contact has the message.
     *
     * @param left how many said after it still wait for the contact
     */
    record Delivered(UserName contact, MessageId id, int left) implements ChatEffect {}

    /** Tell the person that there is no room for the message, which is not kept. */
    record Full(UserName contact, MessageId id, ChatText text) implements ChatEffect {}

    /** Tell the person that the contact's peer takes no messages; they are kept and tried again. */
    record Held(UserName contact, DirectRefusal reason) implements ChatEffect {}

    /** Tell the person that these wait no more; what was on its way may have arrived. */
    record Cancelled(UserName contact, List<MessageId> ids) implements ChatEffect {
        public Cancelled {
            ids = List.copyOf(ids);
        }
    }
}
