package org.hobnob.peer.chat;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.contact.Contacts;
import org.hobnob.peer.contact.KnownKeys;
import org.hobnob.peer.identity.PeerTls;
import org.hobnob.peer.line.IncomingLines;
import org.hobnob.peer.line.OutgoingLines;
import org.hobnob.peer.line.PeerLine;
import org.hobnob.peer.line.RoomExchange;
import org.hobnob.peer.profile.StateFile;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.peer.PeerReply.ChatDecision;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.UserName;

/**
 * One-to-one chats, and room messages over TCP, peer to peer (SPEC 7, BUS.md 6.2); to original peers by open datagrams
 * (SPEC 8.7).
 */
public final class DirectChatVerticle extends VerticleBase implements PeerLine.Desk {
    /**
     * What others may take of this peer.
     *
     * @param lines what is let in
     * @param chats how many chats a user has at most; who asks for one more is told that the user is busy
     * @param answerMs how long a person may think about a chat, and how long this user's own request waits, in milliseconds
     */
    public record Bounds(IncomingLines.Bounds lines, int chats, long answerMs) {
        public static final Bounds DEFAULT = new Bounds(IncomingLines.Bounds.DEFAULT, 8, 60_000);

        /** The usual, with another limit of lines. */
        public static Bounds ofLines(IncomingLines.Bounds lines) {
            return new Bounds(lines, DEFAULT.chats(), DEFAULT.answerMs());
        }
    }

    private static final Set<String> HAS_COME = Set.of("joined", "back");
    private static final long LATEST = 0;

    private final PeerSettings settings;
    private final PeerTls tls;
    private final RoomExchange exchange;
    private final StateFile state;
    private final Bounds bounds;
    private final RandomGenerator random;
    private final LongSupplier nowMs;
    private Optional<UserName> self = Optional.empty();
    private Contacts contacts;
    private KnownKeys keys;
    private PeerMessageDispatcher reception;
    private OutgoingLines outgoing;
    private IncomingLines incoming;
    private PrivateDatagrams datagrams;
    private DirectMessageService direct;
    private ChatAgreements chats;
    private Bus bus;

    /**
     * @param state keeps what waits and what was taken
     * @param tls what this user proves to other peers, and what is asked of them
     * @param exchange the way of rooms to other peers, and of those to rooms
     * @param nowMs a clock that only goes forward, in milliseconds
     */
    public DirectChatVerticle(
            PeerSettings settings,
            PeerTls tls,
            RoomExchange exchange,
            StateFile state,
            Bounds bounds,
            RandomGenerator random,
            LongSupplier nowMs) {
        this.settings = settings;
        this.tls = tls;
        this.exchange = exchange;
        this.state = state;
        this.bounds = bounds;
        this.random = random;
        this.nowMs = nowMs;
    }

    @Override
    public Future<?> start() {
        bus = new Bus(vertx);
        contacts = new Contacts(bus, settings.network().choice().address().getHostAddress());
        keys = new KnownKeys(bus);
        chats = new ChatAgreements(
                vertx,
                bounds.chats(),
                bounds.answerMs(),
                new ChatAgreements.Screen(user -> tell("chat-request", user), user -> tell("chat-ended", user)));
        DirectScreen screen = new DirectScreen(bus);
        outgoing = new OutgoingLines(vertx, tls, contacts, keys, this, nowMs);
        incoming = new IncomingLines(vertx, tls, bounds.lines(), this, chats::needs, nowMs);
        datagrams = new PrivateDatagrams(vertx, contacts, keys, screen::open);
        direct = new DirectMessageService(vertx, state, contacts, keys, outgoing, datagrams, screen, random, nowMs);
        reception = new PeerMessageDispatcher(bus, contacts, keys, chats, exchange, () -> self, direct);
        exchange.lines((user, message, answerMs) ->
                outgoing.ask(user, message, answerMs).map(OutgoingLines.Answer::reply));
        return incoming.listen(
                        settings.network().choice().address(),
                        settings.network().directPort())
                .compose(done -> datagrams.listen(settings.network().choice().address()))
                .compose(done -> bus.serve(
                        Addresses.PEER_CHAT,
                        Map.of(
                                "request", this::request,
                                "answer", this::answer,
                                "end", this::end,
                                "message", this::message,
                                "waiting", json -> direct.waiting(),
                                "cancel", direct::cancel,
                                "counts", this::counts)))
                .compose(done -> bus.hear(
                        Addresses.PEER_CHAT_NEWS,
                        Map.of("online", this::online, "offline", json -> offline(), "notice", this::notice)))
                .map(done -> state.share());
    }

    @Override
    public Future<?> stop() {
        offline();
        return incoming.stop()
                .compose(done -> datagrams.stop())
                .compose(done -> outgoing.stop())
                .eventually(() -> vertx.executeBlocking(() -> {
                    state.close();
                    return null;
                }));
    }

    /** The TCP port that other peers reach this one at. */
    public int port() {
        return incoming.port();
    }

    /** The UDP port for private datagrams, which is the port of the rooms that this user makes as well. */
    public int udpPort() {
        return datagrams.port();
    }

    private void online(JsonObject json) {
        UserName user = Json.user(json);
        if (self.filter(user::equals).isEmpty()) {
            offline();
            self = Optional.of(user);
            direct.begin(user, Json.required(json, "pin", Pin::parse));
        }
    }

    /** A notice about a room: whoever comes may be written to. */
    private void notice(JsonObject json) {
        if (HAS_COME.contains(json.getString("event"))) {
            direct.seen(Json.user(json));
        }
    }

    private void offline() {
        self = Optional.empty();
        direct.end();
        chats.clear();
        outgoing.closeAll();
        incoming.closeAll();
    }

    private UserName self() {
        return self.orElseThrow(() -> new RefusalException(Reason.NOT_LOGGED_IN));
    }

    /** Asks a user for a chat; succeeds with the outcome, for which the other person has a minute. */
    private Future<JsonObject> request(JsonObject json) {
        UserName user = Json.user(json);
        UserName own = self();
        if (user.equals(own)) {
            return Future.failedFuture(new RefusalException(Reason.NOT_YOURS));
        }
        if (chats.isOpen(user)) {
            return Future.succeededFuture(decision(ChatOutcome.ACCEPT));
        }
        if (chats.isAsking(user)) {
            return Future.succeededFuture(decision(ChatOutcome.WAITING));
        }
        if (!chats.begin(user)) {
            return Future.succeededFuture(decision(ChatOutcome.TOO_MANY));
        }
        return contacts.find(user, LATEST)
                .compose(contact -> DirectMessageService.isOriginal(contact) ? openAtOnce(contact) : ask(own, user))
                .onComplete(done -> chats.decided(user))
                .map(DirectChatVerticle::decision);
    }

    private static JsonObject decision(ChatOutcome outcome) {
        return new JsonObject().put("decision", outcome.word());
    }

    /** Original peers know no such question: whoever is online can be written to. */
    private Future<ChatOutcome> openAtOnce(Contact contact) {
        return keys.isVerified(contact).map(known -> {
            chats.opened(contact.user());
            return ChatOutcome.ACCEPT;
        });
    }

    private Future<ChatOutcome> ask(UserName own, UserName user) {
        long askedMs = nowMs.getAsLong();
        return outgoing.ask(user, new PeerMessage.ChatRequest(own, user), bounds.answerMs())
                .map(answer -> decided(user, answer))
                .recover(cause -> nowMs.getAsLong() - askedMs >= bounds.answerMs()
                        ? Future.succeededFuture(ChatOutcome.NO_ANSWER)
                        : unreached(user, cause));
    }

    /** Fails with what the registry says now, where that tells more: who was asked may have logged out meanwhile. */
    private <T> Future<T> unreached(UserName user, Throwable cause) {
        boolean gone = cause instanceof RefusalException refusal && refusal.reason() == Reason.UNAVAILABLE;
        return gone
                ? contacts.find(user, LATEST).compose(there -> Future.failedFuture(cause))
                : Future.failedFuture(cause);
    }

    private ChatOutcome decided(UserName user, OutgoingLines.Answer answer) {
        if (!(answer.reply() instanceof PeerReply.ChatAnswer decided)) {
            throw new RefusalException(Reason.UNAVAILABLE);
        }
        if (decided.decision() == ChatDecision.ACCEPT) {
            chats.opened(user, answer.line());
        }
        return ChatOutcome.of(decided.decision());
    }

    /** The person's answer to who asked. */
    private Future<JsonObject> answer(JsonObject json) {
        return chats.answer(Json.user(json), Json.flag(json, "accept"))
                ? Future.succeededFuture(new JsonObject())
                : Future.failedFuture(new RefusalException(Reason.NOT_ONLINE));
    }

    private Future<JsonObject> end(JsonObject json) {
        UserName user = Json.user(json);
        boolean ended = chats.end(user);
        if (ended) {
            outgoing.close(user);
        }
        return Future.succeededFuture(new JsonObject().put("ended", ended));
    }

    private Future<JsonObject> message(JsonObject json) {
        UserName user = Json.user(json);
        UserName own = self();
        return user.equals(own)
                ? Future.failedFuture(new RefusalException(Reason.NOT_YOURS))
                : direct.message(own, user, Json.required(json, "text", ChatText::of));
    }

    @Override
    public Future<PeerReply> answer(PeerMessage message, PeerLine from) {
        return reception.answer(message, from);
    }

    @Override
    public void proven(PeerLine line, UserName user) {
        direct.lineUp(line, user);
    }

    @Override
    public void closed(PeerLine line) {
        direct.lineDown(line);
        outgoing.closed(line);
        incoming.closed(line);
        chats.closed(line);
    }

    /** How it stands: {@code lines}, {@code refused} messages and datagrams, connections {@code turnedAway}. */
    private Future<JsonObject> counts(JsonObject json) {
        return Future.succeededFuture(new JsonObject()
                .put("incoming", incoming.size())
                .put("outgoing", outgoing.size())
                .put("refused", reception.refused() + datagrams.refused())
                .put("turnedAway", incoming.turnedAway()));
    }

    private void tell(String action, UserName user) {
        bus.send(Addresses.PEER_CONSOLE, action, new JsonObject().put("user", user.shown()));
    }
}
