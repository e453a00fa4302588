package org.hobnob.peer.chat;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.BodyJson;
import org.hobnob.json.Json;
import org.hobnob.net.TcpProbe;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.contact.Contacts;
import org.hobnob.peer.contact.KnownKeys;
import org.hobnob.peer.identity.PeerTls;
import org.hobnob.peer.keeper.KeeperDesk;
import org.hobnob.peer.line.FileExchange;
import org.hobnob.peer.line.IncomingLines;
import org.hobnob.peer.line.NoConnectionException;
import org.hobnob.peer.line.OutgoingLines;
import org.hobnob.peer.line.PeerLine;
import org.hobnob.peer.line.RoomExchange;
import org.hobnob.peer.mailbox.HpkeSeal;
import org.hobnob.peer.profile.StateFile;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.peer.settings.PeerValues;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.peer.PeerReply.ChatDecision;
import org.hobnob.protocol.message.value.UserName;

/**
 * Runs one-to-one chats, and the peer connections that room messages use as well (SPEC 7, BUS.md 6.2). Original
 * peers are reached by open datagrams (SPEC 8.7).
 */
public final class DirectChatVerticle extends VerticleBase implements PeerLine.Owner {
    /**
     * The limits on what other users can occupy of this peer.
     *
     * @param lines the limits on incoming connections
     * @param chats the most chats of this user; further requests are answered with {@code BUSY}
     * @param answerMs how long a user may take to answer a chat request, in either direction, in milliseconds
     */
    public record Bounds(IncomingLines.Bounds lines, int chats, long answerMs) {
        public static final Bounds DEFAULT = new Bounds(IncomingLines.Bounds.DEFAULT, 8, 60_000);

        /** Returns the limits that the user has set. */
        public static Bounds of(PeerValues values) {
            IncomingLines.Bounds lines = IncomingLines.Bounds.of(
                    values.number(PeerKey.CONNECTIONS), values.number(PeerKey.CONNECTIONS_OF_ADDRESS));
            return new Bounds(lines, values.number(PeerKey.CHATS), DEFAULT.answerMs());
        }

        /** Returns the default limits, with these limits on connections. */
        public static Bounds ofLines(IncomingLines.Bounds lines) {
            return new Bounds(lines, DEFAULT.chats(), DEFAULT.answerMs());
        }
    }

    private static final Set<String> HAS_COME = Set.of("joined", "back");
    private static final long TELL_DUE_MS = 1_000;
    /** Longer than the other program takes to try. */
    private static final long LINE_BACK_MS = 5_000;

    private static final long LATEST = 0;

    private final PeerSettings settings;
    private final PeerTls tls;
    private final RoomExchange exchange;
    private final FileExchange files;
    private final StateFile state;
    private final Bounds bounds;
    private final RandomGenerator random;
    private final LongSupplier nowMs;
    private Optional<UserName> self = Optional.empty();
    private Contacts contacts;
    private KnownKeys keys;
    private PeerMessageDispatcher dispatcher;
    private OutgoingLines outgoing;
    private IncomingLines incoming;
    private PrivateDatagrams datagrams;
    private DirectMessageService direct;
    private KeeperDesk keeper;
    private ChatAgreements agreements;
    private Bus bus;

    /**
     * @param state stores waiting messages and received messages that have not been shown
     * @param tls this user's certificate, and the checks on those of other peers
     * @param exchange connects rooms with peer connections
     * @param files connects files with peer connections
     * @param nowMs a monotonic clock, in milliseconds
     */
    public DirectChatVerticle(
            PeerSettings settings,
            PeerTls tls,
            RoomExchange exchange,
            FileExchange files,
            StateFile state,
            Bounds bounds,
            RandomGenerator random,
            LongSupplier nowMs) {
        this.settings = settings;
        this.tls = tls;
        this.exchange = exchange;
        this.files = files;
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
        RequestNews requests =
                new RequestNews(nowMs, user -> tell("chat-request", user), user -> tell("chat-ended", user));
        vertx.setPeriodic(TELL_DUE_MS, tick -> requests.tellDue());
        agreements = new ChatAgreements(
                vertx, bounds.chats(), bounds.answerMs(), requests, user -> tell("chat-ended", user));
        DirectScreen screen = new DirectScreen(bus);
        outgoing = new OutgoingLines(vertx, tls, contacts, keys, this, nowMs);
        incoming = new IncomingLines(vertx, tls, bounds.lines(), this, agreements::needs, nowMs);
        datagrams = new PrivateDatagrams(vertx, contacts, keys, screen::open);
        DirectMessageService.LetterParts mail = new DirectMessageService.LetterParts(
                settings.profile().identity(), new HpkeSeal(new SecureRandom()), settings.values());
        direct = new DirectMessageService(
                vertx, state, contacts, keys, outgoing, datagrams, screen, random, nowMs, bus, mail);
        keeper = new KeeperDesk(vertx, state, settings.values(), random, System::currentTimeMillis);
        dispatcher = new PeerMessageDispatcher(
                contacts,
                keys,
                agreements,
                exchange,
                files,
                () -> self,
                direct,
                keeper,
                user -> outgoing.lineTo(user).map(true));
        exchange.lines((user, message, answerMs) ->
                outgoing.ask(user, message, answerMs).map(OutgoingLines.Answer::reply));
        files.lines((user, message, answerMs) ->
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
                                "waiting", json -> waiting(),
                                "cancel", direct::cancel,
                                "line", this::line,
                                "counts", this::counts)))
                .compose(done -> bus.hear(
                        Addresses.PEER_CHAT_NEWS,
                        Map.of(
                                "online", this::online,
                                "offline", json -> offline(),
                                "notice", this::notice,
                                "blocked", this::blocked,
                                "mail", json -> direct.mail())))
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

    /** Returns the TCP port that other peers connect to; known once deployed. */
    public int port() {
        return incoming.port();
    }

    /**
     * Returns the UDP port for private open datagrams, which also becomes the port of the rooms that this user
     * creates; known once deployed.
     */
    public int udpPort() {
        return datagrams.port();
    }

    private void online(JsonObject json) {
        UserName user = Json.user(json);
        if (self.filter(user::equals).isEmpty()) {
            offline();
            self = Optional.of(user);
            Pin pin = Json.required(json, "pin", Pin::parse);
            direct.begin(user, pin, Json.flag(json, "mailbox", false));
            keeper.begin(user, pin);
        }
    }

    /** Handles a room notice: if a user has come online, waiting messages can be sent. */
    private void notice(JsonObject json) {
        if (HAS_COME.contains(json.getString("event"))) {
            direct.seen(Json.user(json));
        }
    }

    /** The user has blocked another one: chats end, and connections are closed; rooms open new ones as they need. */
    private void blocked(JsonObject json) {
        UserName user = Json.user(json);
        direct.blocked(user);
        agreements.drop(user);
        outgoing.close(user);
        incoming.close(user);
    }

    private void offline() {
        self = Optional.empty();
        direct.end();
        keeper.end();
        agreements.clear();
        outgoing.closeAll();
        incoming.closeAll();
    }

    /** What waits for others: of this user, and of others for friends. */
    private Future<JsonObject> waiting() {
        JsonArray kept = new JsonArray();
        keeper.letters()
                .forEach((user, count) ->
                        kept.add(new JsonObject().put("user", user.shown()).put("count", count)));
        return direct.waiting().map(all -> all.put("kept", kept));
    }

    private UserName self() {
        return self.orElseThrow(() -> new RefusalException(Reason.NOT_LOGGED_IN));
    }

    /**
     * Requests a chat with a user. Succeeds with the {@link ChatOutcome}; the other user has {@link
     * Bounds#answerMs} to decide.
     */
    private Future<JsonObject> request(JsonObject json) {
        UserName user = Json.user(json);
        UserName own = self();
        if (user.equals(own)) {
            return Future.failedFuture(new RefusalException(Reason.NOT_YOURS));
        }
        if (agreements.isOpen(user)) {
            return Future.succeededFuture(decision(ChatOutcome.ALREADY));
        }
        if (agreements.isAsking(user)) {
            return Future.succeededFuture(decision(ChatOutcome.WAITING));
        }
        if (!agreements.begin(user)) {
            return Future.succeededFuture(decision(ChatOutcome.TOO_MANY));
        }
        return contacts.find(user, LATEST)
                .compose(contact -> DirectMessageService.isOriginal(contact) ? openAtOnce(contact) : ask(own, user))
                .onComplete(done -> agreements.decided(user))
                .map(DirectChatVerticle::decision);
    }

    private static JsonObject decision(ChatOutcome outcome) {
        return new JsonObject().put("decision", outcome.word());
    }

    /** Original peers cannot be asked for a chat, so it opens at once if the user is online. */
    private Future<ChatOutcome> openAtOnce(Contact contact) {
        return keys.isVerified(contact).map(known -> {
            agreements.opened(contact.user());
            return ChatOutcome.OPEN;
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

    /**
     * Fails with the registry's current answer if it says more than the cause: the user may have logged out in the
     * meantime.
     */
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
            agreements.opened(user, answer.line());
        }
        return ChatOutcome.of(decided.decision());
    }

    /** Passes on the user's answer to a chat request. */
    private Future<JsonObject> answer(JsonObject json) {
        return agreements.answer(Json.user(json), Json.flag(json, "accept"))
                ? Future.succeededFuture(new JsonObject())
                : Future.failedFuture(new RefusalException(Reason.NOT_ONLINE));
    }

    private Future<JsonObject> end(JsonObject json) {
        UserName user = Json.user(json);
        boolean ended = agreements.end(user);
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
                : direct.message(own, user, BodyJson.read(json).saidAt(System.currentTimeMillis()));
    }

    @Override
    public Future<PeerReply> answer(PeerMessage message, PeerLine from) {
        return dispatcher.answer(message, from);
    }

    @Override
    public void proven(PeerLine line, UserName user) {
        incoming.proven(line, user);
        direct.lineUp(line, user);
        files.seen(user);
    }

    @Override
    public void closed(PeerLine line) {
        direct.lineDown(line);
        outgoing.closed(line);
        incoming.closed(line);
        agreements.closed(line);
    }

    /** Tries a connection to a user, unless there is one, and tells whether the user has connected to this peer. */
    private Future<JsonObject> line(JsonObject json) {
        UserName user = Json.user(json);
        return contacts.find(user, LATEST).compose(contact -> {
            JsonObject told = new JsonObject()
                    .put("ip", contact.ip())
                    .put("port", contact.directPort())
                    .put("original", DirectMessageService.isOriginal(contact));
            return DirectMessageService.isOriginal(contact)
                    ? Future.succeededFuture(told.put("incoming", false))
                    : line(contact)
                            .map(outcome ->
                                    told.put("incoming", incoming.has(user)).mergeIn(outcome));
        });
    }

    private Future<JsonObject> line(Contact contact) {
        return outgoing.lineTo(contact.user())
                .compose(line -> back(contact.user()))
                .recover(cause -> cause instanceof NoConnectionException
                        ? TcpProbe.of(vertx, contact.ip(), contact.directPort())
                                .map(tcp -> new JsonObject().put("works", false).put("tcp", tcp))
                        : Future.failedFuture(cause));
    }

    /** The other program connects to this one, if it has not, and tells whether it could; an earlier one does not know. */
    private Future<JsonObject> back(UserName user) {
        JsonObject told = new JsonObject().put("works", true);
        return incoming.has(user)
                ? Future.succeededFuture(told)
                : outgoing.ask(user, new PeerMessage.AskLineBack(self()), LINE_BACK_MS)
                        .map(answer -> answer.reply() instanceof PeerReply.LineBack back
                                ? told.put("back", back.works())
                                : told)
                        .otherwise(told);
    }

    /**
     * Returns the door's port and counters: connections {@code incoming} and {@code outgoing}, {@code refused} messages and
     * datagrams, and rejected connections, {@code turnedAway}.
     */
    private Future<JsonObject> counts(JsonObject json) {
        return Future.succeededFuture(new JsonObject()
                .put("port", incoming.port())
                .put("incoming", incoming.size())
                .put("outgoing", outgoing.size())
                .put("refused", dispatcher.refused() + datagrams.refused())
                .put("turnedAway", incoming.turnedAway()));
    }

    private void tell(String action, UserName user) {
        bus.send(Addresses.PEER_CONSOLE, action, new JsonObject().put("user", user.shown()));
    }
}
