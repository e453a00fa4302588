package org.hobnob.peer.mailbox;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.mailbox.Letter;
import org.hobnob.protocol.mailbox.Prekey;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/**
 * Where mailboxes are: at the registry, or at a friend's peer (SPEC 14.3). All futures fail with a {@link
 * org.hobnob.protocol.message.RefusalException}, or as {@link org.hobnob.bus.BusFailures} reads.
 */
interface MailHost {
    /** Succeeds with the number of one-time prekeys that are there now. */
    Future<Integer> putPrekeys(List<Prekey> prekeys);

    Future<Reply.PrekeyTaken> takePrekey(UserName user);

    /** Succeeds with the id of the letter. */
    Future<MessageId> putLetter(UserName user, Letter letter, Optional<PutToken> token);

    Future<Reply.Letters> fetch(Optional<MessageId> after);

    /** @param from in whose mailbox they are; empty for the user's own */
    Future<Void> drop(List<MessageId> ids, Optional<UserName> from);

    Future<Void> allow(PutToken token, int quota);
}
