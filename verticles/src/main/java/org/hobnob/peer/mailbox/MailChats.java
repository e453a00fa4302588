package org.hobnob.peer.mailbox;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.mailbox.Envelopes;
import org.hobnob.protocol.mailbox.engine.MailEffect;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.peer.DirectRefusal;
import org.hobnob.protocol.message.peer.PeerMessage.DirectMessage;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/** What mailboxes need of one-to-one chats. */
public interface MailChats {
    /** Returns the first messages that wait for the contact, in order; the last ones may not be durable yet. */
    List<DirectMessage> waiting(UserName contact);

    /** Succeeds when all that waits now is durable; fails if the chats have ended. */
    Future<Void> settled();

    /**
     * Takes the message of a letter. Succeeds when it is stored, with why it was refused if it was; fails if the chats have
     * ended.
     */
    Future<Optional<DirectRefusal>> take(MailEffect.Take take, boolean verified);

    /** The contact has taken messages. Succeeds when that is stored; fails if the chats have ended. */
    Future<Void> acknowledge(MailEffect.Acknowledge receipt);

    /**
     * The message is in the contact's mailbox.
     *
     * @param keeper whose peer keeps it; empty for the registry's
     */
    void mailed(UserName contact, MessageId id, Optional<UserName> keeper);

    /** Messages to the contact cannot be put into a mailbox now. */
    void notMailed(UserName contact, Reason reason);

    /** A letter could not be read. */
    void unreadable(Envelopes.Fault fault);
}
