package org.hobnob.peer;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.protocol.message.DirectRefusal;
import org.hobnob.protocol.message.PeerMessage;
import org.hobnob.protocol.message.PeerReply;
import org.hobnob.protocol.message.PeerReply.ChatDecision;
import org.hobnob.protocol.message.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what other peers say over TCP, where the line's other side proved the key of whoever is named as the sender. */
final class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
    private static final int SEEN_MESSAGES = 4_096;

    private final Bus bus;
    private final Contacts contacts;
    private final KnownKeys keys;
    private final Chats chats;
    private final Supplier<Optional<UserName>> self;
    private final SeenMessages seen = new SeenMessages(SEEN_MESSAGES);
    private long refused;

    /** @param self who is logged in here */
    Reception(Bus bus, Contacts contacts, KnownKeys keys, Chats chats, Supplier<Optional<UserName>> self) {
        this.bus = bus;
        this.contacts = contacts;
        this.keys = keys;
        this.chats = chats;
        this.self = self;
    }

    /** The reply to what came over a line: may come late, where a person is asked. */
    Future<PeerReply> answer(PeerMessage message, PeerLine from) {
        if (message instanceof PeerMessage.DirectMessage direct) {
            return taken(
                    direct.sender(),
                    from,
                    new PeerReply.DirectRefused(direct.id(), DirectRefusal.NOT_SENDER),
                    verified -> take(direct, verified));
        }
        if (message instanceof PeerMessage.DirectBroadcast room) {
            return taken(room.sender(), from, new PeerReply.BroadcastRefused(room.id()), verified -> take(room));
        }
        PeerMessage.ChatRequest request = (PeerMessage.ChatRequest) message;
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
                .onSuccess(verified -> from.prove())
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

    private Future<PeerReply> take(PeerMessage.DirectMessage direct, boolean verified) {
        if (!isForThisUser(direct.recipient())) {
            return Future.succeededFuture(new PeerReply.DirectRefused(direct.id(), DirectRefusal.NOT_RECIPIENT));
        }
        if (seen.isNew(direct.id())) {
            show(direct.sender(), direct.text().text(), "tcp", verified);
        }
        return Future.succeededFuture(new PeerReply.DirectTaken(
                direct.sender(),
                direct.id(),
                direct.place().log(),
                direct.place().number(),
                direct.text()));
    }

    /** Taken only where the room's verticle takes it: of a member, in a room of this user's. */
    private Future<PeerReply> take(PeerMessage.DirectBroadcast broadcast) {
        JsonObject body = new JsonObject()
                .put("room", broadcast.room().shown())
                .put("user", broadcast.sender().shown())
                .put("id", broadcast.id().hex())
                .put("text", broadcast.text().text());
        return bus.request(Addresses.PEER_ROOM, "heard", body)
                .<PeerReply>map(
                        done -> new PeerReply.BroadcastTaken(broadcast.sender(), broadcast.id(), broadcast.text()))
                .otherwise(new PeerReply.BroadcastRefused(broadcast.id()));
    }

    /**
     * Shows a private message.
     *
     * @param verified whether a person has compared the sender's key
     */
    void show(UserName user, String text, String path, boolean verified) {
        JsonObject message = new JsonObject()
                .put("user", user.shown())
                .put("text", text)
                .put("path", path)
                .put("verified", verified);
        bus.send(Addresses.PEER_CONSOLE, "direct", message);
    }

    /** How many messages did not come from whom they named, or from a contact whose changed key is not accepted. */
    long refused() {
        return refused;
    }
}
