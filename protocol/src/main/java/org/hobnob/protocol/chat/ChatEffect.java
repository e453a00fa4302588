package org.hobnob.protocol.chat;

import java.util.List;
import org.hobnob.protocol.mailbox.MailRecord;
import org.hobnob.protocol.message.peer.DirectRefusal;
import org.hobnob.protocol.message.peer.PeerMessage.DirectMessage;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/**
 * An action that an engine requests. Effects must be carried out in order, including those of all earlier calls.
 * Effects after a {@link Keep} or a {@link Drop} must wait until it is durable. The changes of one call must become
 * durable together or not at all.
 */
public sealed interface ChatEffect {
    /** Store the record; it replaces an earlier one with the same key. */
    record Keep(Stored stored) implements ChatEffect {}

    /** Delete the record with this key. */
    record Drop(String key) implements ChatEffect {}

    /** Store a record of the mailbox; it replaces an earlier one with the same key. */
    record KeepMail(MailRecord stored) implements ChatEffect {}

    /** Open a connection to the contact; answer with {@code lineUp} or {@code connectFailed}. */
    record Connect(UserName contact) implements ChatEffect {}

    /** Send the message over this line; report the reply with {@code acknowledged} or {@code refused}. */
    record Send(long line, DirectMessage message) implements ChatEffect {}

    /** Close a line over which acknowledgements have stopped coming. */
    record Close(UserName contact, long line) implements ChatEffect {}

    /** Answer the received message: every message of the log up to {@code through} has been taken. */
    record Acknowledge(long receipt, LogId log, long through) implements ChatEffect {}

    /** Answer the received message: it is not taken. */
    record Refuse(long receipt, DirectRefusal reason) implements ChatEffect {}

    /**
     * Show the message, then call {@code shown}.
     *
     * @param again whether it may already have been shown before this program started
     */
    record Deliver(Stored.Unshown message, boolean again) implements ChatEffect {}

    /** Tell the user that {@code count} messages from the contact will never arrive. */
    record Missing(UserName contact, long count) implements ChatEffect {}

    /** Tell the user that the message is stored until the contact has it. */
    record Queued(UserName contact, MessageId id) implements ChatEffect {}

    /**
     * Tell the user that the contact has the message.
     *
     * @param left the number of later messages that still wait for the contact
     */
    record Delivered(UserName contact, MessageId id, int left) implements ChatEffect {}

    /** Tell the user that the message was rejected because too many are waiting; it is not stored. */
    record Full(UserName contact, MessageId id) implements ChatEffect {}

    /** Tell the user that the contact's peer refuses messages; they stay stored and are tried again. */
    record Held(UserName contact, DirectRefusal reason) implements ChatEffect {}

    /** Tell the user that these messages no longer wait. Those already sent may still have arrived. */
    record Cancelled(UserName contact, List<MessageId> ids) implements ChatEffect {
        public Cancelled {
            ids = List.copyOf(ids);
        }
    }
}
