package org.hobnob.peer;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.ChatText;
import org.hobnob.protocol.message.Contact;
import org.hobnob.protocol.message.MessageId;
import org.hobnob.protocol.message.PeerMessage;
import org.hobnob.protocol.message.PeerReply;
import org.hobnob.protocol.message.PeerReply.ChatDecision;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.RoomName;
import org.hobnob.protocol.message.UserName;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.protocol.wire.NativePeer;
import org.hobnob.protocol.wire.Parsed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One-to-one messages and room messages over TCP, peer to peer (SPEC 7, BUS.md 6.2). */
public final class DirectChatVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(DirectChatVerticle.class);
    private static final long ANSWER_MS = 5_000;
    private static final int CONNECT_MS = 5_000;
    private static final int SEEN_MESSAGES = 4_096;

    private final PeerSettings settings;
    private final RandomGenerator random;
    private final Map<UserName, Future<LineChannel>> lines = new HashMap<>();
    private final SeenMessages seen = new SeenMessages(SEEN_MESSAGES);
    private Optional<UserName> self = Optional.empty();
    private NetServer server;
    private NetClient client;
    private Bus bus;

    public DirectChatVerticle(PeerSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    @Override
    public Future<?> start() {
        bus = new Bus(vertx);
        client = vertx.createNetClient(new NetClientOptions().setConnectTimeout(CONNECT_MS));
        server = vertx.createNetServer(new NetServerOptions()
                .setHost(settings.network().address().getHostAddress())
                .setPort(settings.directPort()));
        server.connectHandler(this::accepted);
        return server.listen()
                .compose(listening ->
                        bus.serve(Addresses.PEER_CHAT, Map.of("message", this::message, "broadcast", this::broadcast)))
                .compose(done -> bus.hearLocally(Addresses.PEER_CHAT_NEWS, Map.of("online", this::online)));
    }

    /** The TCP port that other peers reach this one at. */
    public int port() {
        return server.actualPort();
    }

    private void online(JsonObject json) {
        self = Optional.of(Json.user(json));
    }

    private UserName self() {
        return self.orElseThrow(() -> new RefusalException(Reason.NOT_LOGGED_IN));
    }

    /** Sends a message to a user; succeeds when the other peer has taken it. */
    private Future<JsonObject> message(JsonObject json) {
        UserName recipient = Json.user(json);
        MessageId id = MessageId.random(random);
        PeerMessage message =
                new PeerMessage.DirectMessage(self(), recipient, id, Json.required(json, "text", ChatText::of));
        return lineTo(recipient).compose(line -> deliver(line, message, id));
    }

    /** Sends a room's message to one member; succeeds when the other peer has taken it. */
    private Future<JsonObject> broadcast(JsonObject json) {
        MessageId id = Json.required(json, "id", MessageId::of);
        PeerMessage message =
                new PeerMessage.DirectBroadcast(self(), Json.room(json), id, Json.required(json, "text", ChatText::of));
        return lineTo(Json.user(json)).compose(line -> deliver(line, message, id));
    }

    private Future<JsonObject> deliver(LineChannel line, PeerMessage message, MessageId id) {
        return line.ask(tag -> NativePeer.print(tag, message)).map(answer -> {
            boolean taken = NativePeer.parseReply(answer) instanceof Parsed.Valid<PeerReply> valid
                    && (valid.value() instanceof PeerReply.DirectTaken
                            || valid.value() instanceof PeerReply.BroadcastTaken);
            if (!taken) {
                throw new RefusalException(Reason.NOT_ONLINE);
            }
            return new JsonObject().put("id", id.hex());
        });
    }

    /** The open line to the user, or a new one to where the registry says that the user is. */
    private Future<LineChannel> lineTo(UserName user) {
        Future<LineChannel> known = lines.get(user);
        if (known != null && !known.failed()) {
            return known;
        }
        Future<LineChannel> opened = bus.request(
                        Addresses.PEER_REGISTRY, "search", new JsonObject().put("user", user.shown()))
                .compose(json -> connect(Json.contact(json)));
        lines.put(user, opened);
        return opened;
    }

    private Future<LineChannel> connect(Contact contact) {
        if (contact.directPort() == 0) {
            return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
        }
        return client.connect(contact.directPort(), contact.ip())
                .recover(cause -> Future.failedFuture(new RefusalException(Reason.UNAVAILABLE)))
                .map(socket ->
                        new LineChannel(vertx, socket, ANSWER_MS).closeListener(() -> lines.remove(contact.user())));
    }

    private void accepted(NetSocket socket) {
        LineChannel line = new LineChannel(vertx, socket, ANSWER_MS);
        line.listener(asked -> line.tell(NativePeer.print(asked.tag(), answer(asked))));
    }

    private PeerReply answer(NativeLine asked) {
        Parsed<PeerMessage> parsed = NativePeer.parseMessage(asked);
        if (parsed instanceof Parsed.Invalid<PeerMessage> invalid) {
            return new PeerReply.NotUnderstood(invalid.reason());
        }
        PeerMessage message = ((Parsed.Valid<PeerMessage>) parsed).value();
        if (message instanceof PeerMessage.DirectMessage direct) {
            return take(direct);
        }
        if (message instanceof PeerMessage.DirectBroadcast broadcast) {
            return take(broadcast);
        }
        return new PeerReply.ChatAnswer(
                self.isPresent() ? ChatDecision.ACCEPT : ChatDecision.REJECT,
                self.orElse(((PeerMessage.ChatRequest) message).recipient()));
    }

    private PeerReply take(PeerMessage.DirectMessage direct) {
        if (self.filter(direct.recipient()::equals).isEmpty()) {
            return new PeerReply.DirectRefused(direct.id());
        }
        if (seen.isNew(direct.id())) {
            bus.send(
                    Addresses.PEER_CONSOLE,
                    "direct",
                    new JsonObject()
                            .put("user", direct.sender().shown())
                            .put("text", direct.text().text())
                            .put("path", "tcp"));
        }
        return new PeerReply.DirectTaken(direct.sender(), direct.id(), direct.text());
    }

    private PeerReply take(PeerMessage.DirectBroadcast broadcast) {
        RoomName room = broadcast.room();
        bus.send(
                Addresses.PEER_ROOM_NEWS,
                "broadcast",
                new JsonObject()
                        .put("room", room.shown())
                        .put("user", broadcast.sender().shown())
                        .put("id", broadcast.id().hex())
                        .put("text", broadcast.text().text()));
        LOG.debug("room message of {} by TCP", broadcast.sender());
        return new PeerReply.BroadcastTaken(broadcast.sender(), broadcast.id(), broadcast.text());
    }

    @Override
    public Future<?> stop() {
        return server.close().compose(done -> client.close());
    }
}
