package org.hobnob.peer.chat;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hobnob.peer.contact.Contacts;
import org.hobnob.peer.contact.KnownKeys;
import org.hobnob.peer.keeper.KeeperDesk;
import org.hobnob.peer.line.FileExchange;
import org.hobnob.peer.line.PeerLine;
import org.hobnob.peer.line.RoomExchange;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.peer.DirectRefusal;
import org.hobnob.protocol.message.peer.FileAnswer;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.peer.PeerReply.ChatDecision;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dispatches the messages of other peers. A message is accepted only if its connection has proved the key of the
 * user that it names as the sender.
 */
final class PeerMessageDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(PeerMessageDispatcher.class);

    /** Receives direct messages of proven senders. */
    interface Direct {
        /** @param sender what is known of the sender */
        Future<PeerReply> take(PeerMessage.DirectMessage message, KnownKeys.Known sender);
    }

    /** Says whether a connection to a user stands or can be made. */
    interface WayBack {
        Future<Boolean> works(UserName user);
    }

    private static final int MOST_TRIES = 8;

    private final Contacts contacts;
    private final KnownKeys keys;
    private final ChatAgreements agreements;
    private final RoomExchange exchange;
    private final FileExchange files;
    private final Supplier<Optional<UserName>> self;
    private final Direct direct;
    private final KeeperDesk keeper;
    private final WayBack wayBack;
    private long refused;
    private int trying;

    /**
     * @param exchange receives room messages
     * @param files receives messages about files
     * @param keeper keeps mailboxes for friends
     * @param self the user who is logged in, if any
     */
    PeerMessageDispatcher(
            Contacts contacts,
            KnownKeys keys,
            ChatAgreements agreements,
            RoomExchange exchange,
            FileExchange files,
            Supplier<Optional<UserName>> self,
            Direct direct,
            KeeperDesk keeper,
            WayBack wayBack) {
        this.exchange = exchange;
        this.files = files;
        this.contacts = contacts;
        this.keys = keys;
        this.agreements = agreements;
        this.self = self;
        this.direct = direct;
        this.keeper = keeper;
        this.wayBack = wayBack;
    }

    /** Returns the reply to a message; it may come late if a person has to be asked. */
    Future<PeerReply> answer(PeerMessage message, PeerLine from) {
        if (message instanceof PeerMessage.OfRoom ofRoom) {
            PeerReply no = new PeerReply.NotUnderstood(Reason.NOT_YOURS);
            // A room goes on with whom this user has blocked: others must not notice, and nothing may stall.
            return taken(ofRoom.sender(), from, no, known -> exchange.answer(ofRoom));
        }
        if (message instanceof PeerMessage.OfFile ofFile) {
            return taken(ofFile.sender(), from, refusal(ofFile, FileAnswer.NOT_SENDER), known -> take(ofFile, known));
        }
        if (message instanceof PeerMessage.ChatRequest request) {
            PeerReply no = new PeerReply.ChatAnswer(ChatDecision.REJECT, request.sender());
            return taken(request.sender(), from, no, known -> known.blocked() ? silence(request) : take(request, from));
        }
        if (message instanceof PeerMessage.AskLineBack ask) {
            PeerReply no = new PeerReply.LineBack(false);
            return taken(
                    ask.sender(),
                    from,
                    no,
                    known -> known.blocked() ? Future.succeededFuture(no) : lineBack(ask.sender()));
        }
        if (message instanceof PeerMessage.AskKeeper ask) {
            PeerReply no = new PeerReply.NotUnderstood(Reason.NOT_YOURS);
            // Who is blocked learns nothing of what is kept here.
            return taken(
                    ask.sender(),
                    from,
                    no,
                    known -> known.blocked() || from.provenKey().isEmpty()
                            ? Future.succeededFuture(KeeperDesk.notKept())
                            : keeper.answer(ask, from.provenKey().get()));
        }
        PeerMessage.DirectMessage said = (PeerMessage.DirectMessage) message;
        PeerReply no = new PeerReply.DirectRefused(said.id(), DirectRefusal.NOT_SENDER);
        return taken(said.sender(), from, no, known -> known.blocked() ? unavailable(said) : take(said, known));
    }

    /**
     * Passes the message on and returns the reply if the connection belongs to the named sender and the key is the
     * pinned one; otherwise returns the refusal.
     */
    private Future<PeerReply> taken(
            UserName sender, PeerLine from, PeerReply refusal, Function<KnownKeys.Known, Future<PeerReply>> take) {
        return contacts.proven(sender, from.provenKey(), from.remoteIp())
                .compose(keys::look)
                .onFailure(cause -> {
                    refused++;
                    LOG.debug("refused a message: {}", cause.toString());
                })
                .onSuccess(known -> from.prove(sender))
                .compose(take, cause -> Future.succeededFuture(refusal));
    }

    /** Answers as if the person had been asked and did not answer. */
    private Future<PeerReply> silence(PeerMessage.ChatRequest request) {
        return agreements.unanswered().map(decided -> new PeerReply.ChatAnswer(decided, request.sender()));
    }

    /** Answers as if messages could not be kept now; the sender's program keeps them and tries again. */
    private static Future<PeerReply> unavailable(PeerMessage.DirectMessage said) {
        return Future.succeededFuture(new PeerReply.DirectRefused(said.id(), DirectRefusal.UNAVAILABLE));
    }

    /** What a blocked user offers cannot be kept now, as with messages. */
    private Future<PeerReply> take(PeerMessage.OfFile ofFile, KnownKeys.Known known) {
        if (known.blocked()) {
            return Future.succeededFuture(refusal(ofFile, FileAnswer.UNAVAILABLE));
        }
        return isForThisUser(ofFile.recipient())
                ? files.answer(ofFile, known.verified())
                : Future.succeededFuture(refusal(ofFile, FileAnswer.NOT_RECIPIENT));
    }

    private static PeerReply refusal(PeerMessage.OfFile ofFile, FileAnswer why) {
        if (ofFile instanceof PeerMessage.OfferFile offer) {
            return new PeerReply.FileOfferAnswered(offer.id(), why);
        }
        if (ofFile instanceof PeerMessage.AskHandOut) {
            return new PeerReply.HandOutAnswer(Optional.empty());
        }
        if (ofFile instanceof PeerMessage.AskHandOutReport) {
            return new PeerReply.HandOutReported(Optional.empty());
        }
        return ofFile instanceof PeerMessage.EndHandOut
                ? new PeerReply.HandOutEndHeard(false)
                : new PeerReply.FileEndHeard(false);
    }

    /** A member wants to know whether it can be reached: the connection goes to nobody else. */
    private Future<PeerReply> lineBack(UserName user) {
        if (trying >= MOST_TRIES) {
            return Future.succeededFuture(new PeerReply.LineBack(false));
        }
        trying++;
        return wayBack.works(user).otherwise(false).onComplete(done -> trying--).map(PeerReply.LineBack::new);
    }

    private boolean isForThisUser(UserName recipient) {
        return self.get().filter(recipient::equals).isPresent();
    }

    private Future<PeerReply> take(PeerMessage.ChatRequest request, PeerLine from) {
        Future<ChatDecision> decision = isForThisUser(request.recipient())
                ? agreements.asked(request.sender(), from)
                : Future.succeededFuture(ChatDecision.REJECT);
        return decision.map(decided -> new PeerReply.ChatAnswer(decided, request.sender()));
    }

    private Future<PeerReply> take(PeerMessage.DirectMessage said, KnownKeys.Known known) {
        return isForThisUser(said.recipient())
                ? direct.take(said, known)
                : Future.succeededFuture(new PeerReply.DirectRefused(said.id(), DirectRefusal.NOT_RECIPIENT));
    }

    /**
     * Returns how many messages were refused because the sender was not proven, or because the sender's key has
     * changed and the new one is not accepted.
     */
    long refused() {
        return refused;
    }
}
