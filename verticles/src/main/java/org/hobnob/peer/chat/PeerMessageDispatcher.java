package org.hobnob.peer.chat;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hobnob.bus.Bus;
import org.hobnob.peer.contact.Contacts;
import org.hobnob.peer.contact.KnownKeys;
import org.hobnob.peer.line.PeerLine;
import org.hobnob.peer.line.RoomExchange;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.peer.DirectRefusal;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.peer.PeerReply.ChatDecision;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what other peers say over TCP, where the line's other side proved the key of whoever is named as the sender. */
final class PeerMessageDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(PeerMessageDispatcher.class);

    /** Takes a direct message of a proven sender. */
    interface Direct {
        /** @param verified whether a person has compared the sender's key */
        Future<PeerReply> take(PeerMessage.DirectMessage message, boolean verified);
    }

    private final Bus bus;
    private final Contacts contacts;
    private final KnownKeys keys;
    private final ChatAgreements chats;
    private final RoomExchange exchange;
    private final Supplier<Optional<UserName>> self;
    private final Direct direct;
    private long refused;

    /**
     * @param exchange takes what concerns rooms
     * @param self who is logged in here
     */
    PeerMessageDispatcher(
            Bus bus,
            Contacts contacts,
            KnownKeys keys,
            ChatAgreements chats,
            RoomExchange exchange,
            Supplier<Optional<UserName>> self,
            Direct direct) {
        this.bus = bus;
        this.exchange = exchange;
        this.contacts = contacts;
        this.keys = keys;
        this.chats = chats;
        this.self = self;
        this.direct = direct;
    }

    /** The reply to what came over a line: may come late, where a person is asked. */
    Future<PeerReply> answer(PeerMessage message, PeerLine from) {
        if (message instanceof PeerMessage.DirectMessage said) {
            return taken(
                    said.sender(),
                    from,
                    new PeerReply.DirectRefused(said.id(), DirectRefusal.NOT_SENDER),
                    verified -> take(said, verified));
        }
        if (!(message instanceof PeerMessage.ChatRequest request)) {
            UserName sender = senderOf(message);
            return taken(
                    sender,
                    from,
                    new PeerReply.NotUnderstood(Reason.NOT_YOURS),
                    verified -> exchange.answer(sender, message));
        }
        PeerReply no = new PeerReply.ChatAnswer(ChatDecision.REJECT, request.sender());
        return taken(request.sender(), from, no, verified -> take(request, from));
    }

    /** The reply of what takes the message, where its line is the named sender's and the key a known one; else the refusal. */
    private Future<PeerReply> taken(
            UserName sender, PeerLine from, PeerReply refusal, Function<Boolean, Future<PeerReply>> take) {
        return contacts.proven(sender, from.provenKey())
                .compose(keys::isVerified)
                .onFailure(cause -> {
                    refused++;
                    LOG.debug("message refused: {}", cause.toString());
                })
                .onSuccess(verified -> from.prove(sender))
                .compose(take, cause -> Future.succeededFuture(refusal));
    }

    private boolean isForThisUser(UserName recipient) {
        return self.get().filter(recipient::equals).isPresent();
    }

    private Future<PeerReply> take(PeerMessage.ChatRequest request, PeerLine from) {
        Future<ChatDecision> decision = isForThisUser(request.recipient())
                ? chats.asked(request.sender(), from)
                : Future.succeededFuture(ChatDecision.REJECT);
        return decision.map(decided -> new PeerReply.ChatAnswer(decided, request.sender()));
    }

    private Future<PeerReply> take(PeerMessage.DirectMessage said, boolean verified) {
        return isForThisUser(said.recipient())
                ? direct.take(said, verified)
                : Future.succeededFuture(new PeerReply.DirectRefused(said.id(), DirectRefusal.NOT_RECIPIENT));
    }

    private static UserName senderOf(PeerMessage ofRoom) {
        if (ofRoom instanceof PeerMessage.DirectBroadcast broadcast) {
            return broadcast.sender();
        }
        if (ofRoom instanceof PeerMessage.GiveRoomKeys give) {
            return give.sender();
        }
        return ofRoom instanceof PeerMessage.AskRoomKeys ask
                ? ask.sender()
                : ((PeerMessage.AskRoomRepair) ofRoom).sender();
    }

    /** How many messages did not come from whom they named, or from a contact whose changed key is not accepted. */
    long refused() {
        return refused;
    }
}
