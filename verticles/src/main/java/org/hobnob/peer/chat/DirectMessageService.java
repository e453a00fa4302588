package org.hobnob.peer.chat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.hobnob.bus.Bus;
import org.hobnob.ed25519.Ed25519Verifier;
import org.hobnob.json.Json;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.contact.Contacts;
import org.hobnob.peer.contact.KnownKeys;
import org.hobnob.peer.line.OutgoingLines;
import org.hobnob.peer.line.PeerLine;
import org.hobnob.peer.mailbox.MailParts;
import org.hobnob.peer.mailbox.MailState;
import org.hobnob.peer.mailbox.Mailboxes;
import org.hobnob.peer.profile.StateFile;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.peer.settings.PeerValues;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.mailbox.Envelopes;
import org.hobnob.protocol.mailbox.LetterSeal;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerMessage.DirectMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the bus requests for direct messages (BUS.md 6.2) and receives messages from other peers, for the user who
 * is logged in. Not thread-safe.
 */
final class DirectMessageService implements PeerMessageDispatcher.Direct {
    /**
     * What letters are signed and sealed with, and what the user has set about them.
     *
     * @param settings read at each login
     */
    record LetterParts(Signer signer, LetterSeal seal, PeerValues settings) {
        boolean isWanted() {
            return settings.isOn(PeerKey.MAILBOX);
        }

        Optional<UserName> keeper() {
            return UserName.of(settings.text(PeerKey.MAIL_KEEPER).strip());
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(DirectMessageService.class);
    private static final long LATEST = 0;
    private static final long KEEPER_MS = 15_000;

    private final Vertx vertx;
    private final StateFile state;
    private final Contacts contacts;
    private final KnownKeys keys;
    private final OutgoingLines outgoing;
    private final PrivateDatagrams datagrams;
    private final DirectScreen screen;
    private final RandomGenerator random;
    private final LongSupplier nowMs;
    private final Bus bus;
    private final LetterParts mail;
    /** Requests for one user run one after the other, so that messages stay in order. */
    private final Map<UserName, Future<Boolean>> turns = new HashMap<>();

    private Future<DirectMessages> messages = loggedOut();

    DirectMessageService(
            Vertx vertx,
            StateFile state,
            Contacts contacts,
            KnownKeys keys,
            OutgoingLines outgoing,
            PrivateDatagrams datagrams,
            DirectScreen screen,
            RandomGenerator random,
            LongSupplier nowMs,
            Bus bus,
            LetterParts mail) {
        this.bus = bus;
        this.mail = mail;
        this.vertx = vertx;
        this.state = state;
        this.contacts = contacts;
        this.keys = keys;
        this.outgoing = outgoing;
        this.datagrams = datagrams;
        this.screen = screen;
        this.random = random;
        this.nowMs = nowMs;
    }

    private static Future<DirectMessages> loggedOut() {
        return Future.failedFuture(new RefusalException(Reason.NOT_LOGGED_IN));
    }

    /**
     * Handles a login: loads the stored messages, sends the waiting ones and shows those that may not have been
     * shown.
     */
    void begin(UserName user, Pin registry, boolean keepsMailboxes) {
        ChatState records = new ChatState(state, registry, user);
        messages = vertx.executeBlocking(records::load)
                .map(found -> new DirectMessages(vertx, user, records, found, outgoing::lineTo, screen, random, nowMs))
                .onSuccess(DirectMessages::start)
                .compose(own -> mail.isWanted()
                        ? open(own, user, registry, records.mail(), keepsMailboxes)
                        : Future.succeededFuture(own))
                .onFailure(cause -> LOG.error("cannot read the stored messages", cause));
    }

    private Future<DirectMessages> open(
            DirectMessages own, UserName user, Pin registry, MailState stored, boolean keepsMailboxes) {
        Envelopes envelopes = new Envelopes(user, registry.bytes(), mail.signer(), new Ed25519Verifier(), mail.seal());
        return vertx.executeBlocking(stored::load).map(found -> {
            MailParts parts = new MailParts(
                    vertx,
                    bus,
                    keys,
                    random,
                    nowMs,
                    (friend, request) -> askKeeper(user, friend, request),
                    mail::keeper);
            own.use(new Mailboxes(parts, envelopes, stored, found, keepsMailboxes, own));
            return own;
        });
    }

    private Future<PeerReply> askKeeper(UserName self, UserName friend, Request request) {
        return outgoing.ask(friend, new PeerMessage.AskKeeper(self, request), KEEPER_MS)
                .map(OutgoingLines.Answer::reply);
    }

    /** A letter came into this user's mailbox, or may have. */
    void mail() {
        messages.onSuccess(DirectMessages::mail);
    }

    /** The user has blocked another one. */
    void blocked(UserName user) {
        messages.onSuccess(own -> own.blocked(user));
    }

    /** Handles a logout. Waiting messages stay in the file. */
    void end() {
        messages.onSuccess(DirectMessages::end);
        messages = loggedOut();
    }

    /** A user was seen online, so messages that wait for this user are tried now. */
    void seen(UserName user) {
        messages.onSuccess(own -> own.seen(user));
    }

    void lineUp(PeerLine line, UserName user) {
        messages.onSuccess(own -> own.lineUp(line, user));
    }

    void lineDown(PeerLine line) {
        messages.onSuccess(own -> own.lineDown(line));
    }

    @Override
    public Future<PeerReply> take(DirectMessage message, KnownKeys.Known sender) {
        return messages.compose(own -> own.received(message, sender));
    }

    /**
     * Sends a message to a user. Succeeds with {@code state}: {@code delivered} if the other peer has it; {@code
     * queued} if it is stored until the other peer has it, also across restarts; {@code open} if it was sent to an
     * original peer, which does not confirm.
     */
    Future<JsonObject> message(UserName own, UserName user, MessageBody body) {
        MessageId id = MessageId.random(random);
        JsonObject reply = new JsonObject().put("id", id.hex());
        return messages.compose(all -> inTurn(user, () -> isForAnOriginal(all, user))
                .compose(original ->
                        original ? openly(own, user, body.text(), reply) : say(all, user, id, body, reply)));
    }

    private Future<Boolean> inTurn(UserName user, Supplier<Future<Boolean>> work) {
        Future<Boolean> before = turns.getOrDefault(user, Future.succeededFuture(false));
        Future<Boolean> own = before.otherwise(false).compose(done -> work.get());
        turns.put(user, own);
        return own.onComplete(done -> turns.remove(user, own));
    }

    /**
     * Returns whether the user runs an original peer. A user who is offline or cannot be looked up counts as
     * native, because the message can wait. Fails if a person has to decide something first, such as whether to
     * accept a changed key.
     */
    private Future<Boolean> isForAnOriginal(DirectMessages all, UserName user) {
        if (outgoing.has(user) || all.waiting().containsKey(user)) {
            return Future.succeededFuture(false);
        }
        return contacts.find(user, Contacts.CHECK_AGE_MS)
                .compose(contact -> isOriginal(contact) ? Future.succeededFuture(true) : reached(user))
                .recover(cause -> isAway(cause) ? Future.succeededFuture(false) : Future.failedFuture(cause));
    }

    static boolean isOriginal(Contact contact) {
        return contact.dialect() == DialectName.ORIGINAL;
    }

    private static boolean isAway(Throwable cause) {
        return cause instanceof RefusalException refusal
                && (refusal.reason() == Reason.NOT_ONLINE || refusal.reason() == Reason.UNAVAILABLE);
    }

    /** Tries to connect to the user; succeeds after a short time in any case, because the message can wait. */
    private Future<Boolean> reached(UserName user) {
        return outgoing.lineTo(user)
                .map(false)
                .timeout(DirectOutcomes.PROMPT_MS, TimeUnit.MILLISECONDS)
                .recover(cause -> DirectMessages.isForAPerson(cause)
                        ? Future.failedFuture(cause)
                        : Future.succeededFuture(false));
    }

    private Future<JsonObject> say(
            DirectMessages all, UserName user, MessageId id, MessageBody body, JsonObject reply) {
        return all.say(user, id, EncodedBody.of(body)).compose(where -> {
            where.keeper().ifPresent(friend -> reply.put("keeper", friend.shown()));
            return recipient(
                    user,
                    reply.put("state", where.isDelivered() ? "delivered" : "queued")
                            .put("mailed", where.isMailed())
                            .put("path", "tcp"));
        });
    }

    /** Adds what is known of the recipient. The message is stored already, so a failed lookup changes little. */
    private Future<JsonObject> recipient(UserName user, JsonObject reply) {
        // Whether somebody for whom messages wait is offline is not told from memory.
        boolean waits = reply.getString("state").equals("queued");
        return contacts.find(user, waits ? LATEST : Contacts.CHECK_AGE_MS)
                .compose(keys::isVerified)
                .map(verified -> reply.put("verified", verified).put("offline", false))
                .otherwise(cause -> {
                    boolean offline =
                            cause instanceof RefusalException refusal && refusal.reason() == Reason.NOT_ONLINE;
                    return reply.put("verified", false).put("offline", offline);
                });
    }

    private Future<JsonObject> openly(UserName own, UserName user, ChatText text, JsonObject reply) {
        // Ask for the latest contact: nobody would notice if the port belonged to someone else by now.
        return contacts.find(user, LATEST)
                .compose(contact -> keys.isVerified(contact).map(contact))
                .compose(contact -> datagrams
                        .send(own, contact, text)
                        .recover(cause -> Future.failedFuture(new RefusalException(Reason.UNAVAILABLE))))
                .map(sent -> reply.put("state", "open").put("path", "open"));
    }

    /** Returns the users for whom messages wait, with the number of messages, and in which mailboxes how many of them are. */
    Future<JsonObject> waiting() {
        return messages.map(all -> {
            JsonArray waiting = new JsonArray();
            all.waiting().forEach((user, count) -> {
                JsonObject one = new JsonObject().put("user", user.shown()).put("count", count);
                JsonArray mailboxes = new JsonArray();
                all.put(user).forEach(put -> mailboxes.add(mailbox(put)));
                waiting.add(mailboxes.isEmpty() ? one : one.put("mailboxes", mailboxes));
            });
            return new JsonObject().put("waiting", waiting);
        });
    }

    private static JsonObject mailbox(Mailboxes.Put put) {
        JsonObject mailbox = new JsonObject().put("count", put.count());
        put.keeper().ifPresent(friend -> mailbox.put("keeper", friend.shown()));
        return mailbox;
    }

    /** Drops the messages that wait for a user, and returns how many. */
    Future<JsonObject> cancel(JsonObject json) {
        UserName user = Json.user(json);
        return messages.compose(all -> all.cancel(user)).map(count -> new JsonObject().put("count", count));
    }
}
