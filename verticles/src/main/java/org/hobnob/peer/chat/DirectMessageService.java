package org.hobnob.peer.chat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.hobnob.json.Json;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.contact.Contacts;
import org.hobnob.peer.contact.KnownKeys;
import org.hobnob.peer.line.OutgoingLines;
import org.hobnob.peer.line.PeerLine;
import org.hobnob.peer.profile.StateFile;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.peer.PeerMessage.DirectMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is asked of direct messages (BUS.md 6.2), and what comes for them, of whoever is logged in. Not thread-safe. */
final class DirectMessageService implements PeerMessageDispatcher.Direct {
    private static final Logger LOG = LoggerFactory.getLogger(DirectMessageService.class);
    private static final long LATEST = 0;

    private final Vertx vertx;
    private final StateFile state;
    private final Contacts contacts;
    private final KnownKeys keys;
    private final OutgoingLines outgoing;
    private final PrivateDatagrams datagrams;
    private final DirectScreen screen;
    private final RandomGenerator random;
    private final LongSupplier nowMs;
    /** Messages to one user are looked after one behind the other, so that none overtakes another. */
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
            LongSupplier nowMs) {
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

    /** Logged in: what waited is sent, and what was perhaps not shown is. */
    void begin(UserName user, Pin registry) {
        ChatState records = new ChatState(state, registry, user);
        messages = vertx.executeBlocking(records::load)
                .map(found -> new DirectMessages(vertx, user, records, found, outgoing::lineTo, screen, random, nowMs))
                .onSuccess(DirectMessages::start)
                .onFailure(cause -> LOG.error("what waits to be sent cannot be read", cause));
    }

    /** Logged out: what waits stays in the file. */
    void end() {
        messages.onSuccess(DirectMessages::end);
        messages = loggedOut();
    }

    /** The user was seen: what waits is tried. */
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
    public Future<PeerReply> take(DirectMessage message, boolean verified) {
        return messages.compose(own -> own.received(message, verified));
    }

    /**
     * Says something to a user. Succeeds with {@code state}: {@code delivered} when the other peer has it, {@code queued}
     * while it waits for that, also over restarts, {@code open} when it went to an original peer, which confirms nothing.
     */
    Future<JsonObject> message(UserName own, UserName user, ChatText text) {
        MessageId id = MessageId.random(random);
        JsonObject reply = new JsonObject().put("id", id.hex());
        return messages.compose(all -> inTurn(user, () -> isForAnOriginal(all, user))
                .compose(original -> original ? openly(own, user, text, reply) : say(all, user, id, text, reply)));
    }

    private Future<Boolean> inTurn(UserName user, Supplier<Future<Boolean>> work) {
        Future<Boolean> before = turns.getOrDefault(user, Future.succeededFuture(false));
        Future<Boolean> own = before.otherwise(false).compose(done -> work.get());
        turns.put(user, own);
        return own.onComplete(done -> turns.remove(user, own));
    }

    /**
     * Whether the user has an original peer; who is not there, or cannot be found now, may be there later and is not
     * taken for one. Fails where a person must decide something before anything is kept for the user.
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

    /** Tries the user's door; where nothing is known in time, the message may wait. */
    private Future<Boolean> reached(UserName user) {
        return outgoing.lineTo(user)
                .map(false)
                .timeout(DirectOutcomes.PROMPT_MS, TimeUnit.MILLISECONDS)
                .recover(cause -> DirectMessages.isForAPerson(cause)
                        ? Future.failedFuture(cause)
                        : Future.succeededFuture(false));
    }

    private Future<JsonObject> say(DirectMessages all, UserName user, MessageId id, ChatText text, JsonObject reply) {
        return all.say(user, id, text)
                .compose(delivered -> isVerified(user)
                        .map(verified -> reply.put("state", delivered ? "delivered" : "queued")
                                .put("path", "tcp")
                                .put("verified", verified)));
    }

    /** What is kept stays so, though nobody could say more of the key. */
    private Future<Boolean> isVerified(UserName user) {
        return contacts.find(user, Contacts.CHECK_AGE_MS)
                .compose(keys::isVerified)
                .otherwise(false);
    }

    private Future<JsonObject> openly(UserName own, UserName user, ChatText text, JsonObject reply) {
        // Nobody would notice that the port is another's by now: the latest is asked for.
        return contacts.find(user, LATEST)
                .compose(contact -> keys.isVerified(contact).map(contact))
                .compose(contact -> datagrams
                        .send(own, contact, text)
                        .recover(cause -> Future.failedFuture(new RefusalException(Reason.UNAVAILABLE))))
                .map(sent -> reply.put("state", "open").put("path", "open"));
    }

    /** For whom messages wait, and how many. */
    Future<JsonObject> waiting() {
        return messages.map(all -> {
            JsonArray waiting = new JsonArray();
            all.waiting()
                    .forEach((user, count) -> waiting.add(
                            new JsonObject().put("user", user.shown()).put("count", count)));
            return new JsonObject().put("waiting", waiting);
        });
    }

    /** Drops what waits for a user. */
    Future<JsonObject> cancel(JsonObject json) {
        UserName user = Json.user(json);
        return messages.compose(all -> all.cancel(user)).map(count -> new JsonObject().put("count", count));
    }
}
