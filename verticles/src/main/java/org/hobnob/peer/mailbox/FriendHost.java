package org.hobnob.peer.mailbox;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hobnob.protocol.mailbox.Letter;
import org.hobnob.protocol.mailbox.Prekey;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/** Asks a friend's peer about the mailboxes that it keeps (SPEC 14.5). */
final class FriendHost implements MailHost {
    private final Function<Request, Future<PeerReply>> line;

    /** @param line sends a request to the friend's peer, and returns its reply */
    FriendHost(Function<Request, Future<PeerReply>> line) {
        this.line = line;
    }

    private <T extends Reply> Future<T> ask(Class<T> wanted, Request request) {
        return line.apply(request)
                .recover(cause -> Future.failedFuture(
                        cause instanceof RefusalException ? cause : new RefusalException(Reason.UNAVAILABLE)))
                .compose(reply -> answered(wanted, reply));
    }

    private static <T extends Reply> Future<T> answered(Class<T> wanted, PeerReply reply) {
        if (reply instanceof PeerReply.KeeperAnswer answer) {
            if (wanted.isInstance(answer.reply())) {
                return Future.succeededFuture(wanted.cast(answer.reply()));
            }
            if (answer.reply() instanceof Reply.Refused refused) {
                return Future.failedFuture(new RefusalException(refused.reason(), refused.waitMs()));
            }
        }
        return Future.failedFuture(
                new RefusalException(reply instanceof PeerReply.NotUnderstood not ? not.reason() : Reason.UNAVAILABLE));
    }

    @Override
    public Future<Integer> putPrekeys(List<Prekey> prekeys) {
        return ask(Reply.PrekeysPut.class, new Request.PutPrekeys(prekeys)).map(Reply.PrekeysPut::left);
    }

    @Override
    public Future<Reply.PrekeyTaken> takePrekey(UserName user) {
        return ask(Reply.PrekeyTaken.class, new Request.TakePrekey(user));
    }

    @Override
    public Future<MessageId> putLetter(UserName user, Letter letter, Optional<PutToken> token) {
        return ask(Reply.LetterPut.class, new Request.PutLetter(user, letter, token))
                .map(Reply.LetterPut::id);
    }

    @Override
    public Future<Reply.Letters> fetch(Optional<MessageId> after) {
        return ask(Reply.Letters.class, new Request.FetchLetters(after));
    }

    @Override
    public Future<Void> drop(List<MessageId> ids, Optional<UserName> from) {
        return ask(Reply.LettersDropped.class, new Request.DropLetters(ids, from))
                .mapEmpty();
    }

    @Override
    public Future<Void> allow(PutToken token, int quota) {
        return ask(Reply.MailAllowed.class, new Request.AllowMail(token.hash(), quota))
                .mapEmpty();
    }
}
