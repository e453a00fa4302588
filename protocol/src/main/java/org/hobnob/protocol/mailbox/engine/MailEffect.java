package org.hobnob.protocol.mailbox.engine;

import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.mailbox.Envelopes;
import org.hobnob.protocol.mailbox.LetterContent;
import org.hobnob.protocol.mailbox.LetterItem;
import org.hobnob.protocol.mailbox.MailRecord;
import org.hobnob.protocol.mailbox.Prekey;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.peer.PeerMessage.DirectMessage;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/**
 * An action that the engine requests. Effects must be carried out in order; those after a {@link Keep} or a {@link Drop}
 * wait until it is durable.
 */
public sealed interface MailEffect {
    /** Store the record; it replaces an earlier one with the same key. */
    record Keep(MailRecord stored) implements MailEffect {}

    /** Delete the record with this key. */
    record Drop(String key) implements MailEffect {}

    /**
     * Take a prekey of the contact, seal the item and put the letter; answer with {@code posted} or {@code notPosted}.
     *
     * @param own the token that the letter hands over
     * @param theirs the token to put it with
     */
    record Post(UserName contact, LetterItem item, Optional<PutToken> own, Optional<PutToken> theirs)
            implements MailEffect {}

    /** Tell the registry what the token is good for; answer with {@code allowed}, or {@code revoked} if that is nothing. */
    record Allow(PutToken token, int quota) implements MailEffect {}

    /** Leave the prekeys at the registry; answer with {@code prekeysPut}. */
    record PutPrekeys(List<Prekey> prekeys) implements MailEffect {
        public PutPrekeys {
            prekeys = List.copyOf(prekeys);
        }
    }

    /** Fetch the oldest letter, or the one behind this; answer with {@code fetched} or {@code fetchFailed}. */
    record Fetch(Optional<MessageId> after) implements MailEffect {}

    /** Delete the letters from the mailbox. */
    record Discard(List<MessageId> ids) implements MailEffect {
        public Discard {
            ids = List.copyOf(ids);
        }
    }

    /** Delete letters that this user has put from the contact's mailbox. */
    record TakeBack(UserName contact, List<MessageId> ids) implements MailEffect {
        public TakeBack {
            ids = List.copyOf(ids);
        }
    }

    /** Compare the sender's key with the one known; answer with {@code checked}. */
    record Check(LetterContent content) implements MailEffect {}

    /** Hand the message to the chat engine, with these records; answer with {@code taken}. */
    record Take(DirectMessage message, Optional<MailRecord> spent, MailRecord owed) implements MailEffect {}

    /** Tell the chat engine that the contact has taken the messages, with this record; answer with {@code acknowledged}. */
    record Acknowledge(UserName contact, LetterItem.Receipt receipt, Optional<MailRecord> spent)
            implements MailEffect {}

    /** Tell the user that the message is in the contact's mailbox. */
    record Mailed(UserName contact, MessageId id) implements MailEffect {}

    /** Tell the user that messages to the contact cannot be put into a mailbox now, and wait here only. */
    record NotMailed(UserName contact, Reason reason) implements MailEffect {}

    /** Tell the user that a letter could not be read. */
    record Unreadable(Envelopes.Fault fault) implements MailEffect {}
}
