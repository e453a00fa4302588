package org.hobnob.peer;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.net.ClientTls;
import org.hobnob.net.Pin;
import org.hobnob.net.PinMismatchException;
import org.hobnob.net.PinnedTrust;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Detail;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.PasswordHash;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.RoomName;
import org.hobnob.protocol.message.SessionCredentials;
import org.hobnob.protocol.message.UserName;
import org.hobnob.protocol.message.Whereabouts;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.protocol.wire.NativeNotices;
import org.hobnob.protocol.wire.NativeReplies;
import org.hobnob.protocol.wire.NativeRequests;
import org.hobnob.protocol.wire.Parsed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The peer's line to its registry: trusts it by its key before anything secret leaves, logs in, keeps alive, and when
 * the line drops comes back by itself with the resume token (SPEC 4, BUS.md 6.1).
 */
public final class RegistryLinkVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryLinkVerticle.class);
    private static final long ANSWER_MS = 25_000;
    private static final long FIRST_RETRY_MS = 500;
    private static final long LONGEST_RETRY_MS = 30_000;
    private static final String CLIENT = "hobnob";

    private final PeerSettings settings;
    private final Supplier<Whereabouts> whereabouts;
    private final Backoff backoff;
    private Optional<Pin> trusted;
    private Optional<LineChannel> channel = Optional.empty();
    private Optional<SessionCredentials> session = Optional.empty();
    private Optional<KeepAliveSender> keepAlive = Optional.empty();
    private int keepAlivePort;
    private boolean stopping;
    private NetClient client;
    private PinnedTrust trust;
    private Bus bus;

    /** @param whereabouts what others are told at login; asked when it is needed */
    public RegistryLinkVerticle(PeerSettings settings, Supplier<Whereabouts> whereabouts, RandomGenerator random) {
        this.settings = settings;
        this.whereabouts = whereabouts;
        trusted = settings.pin();
        backoff = new Backoff(FIRST_RETRY_MS, LONGEST_RETRY_MS, random);
    }

    @Override
    public Future<?> start() {
        bus = new Bus(vertx);
        return bus.serve(
                Addresses.PEER_REGISTRY,
                Map.ofEntries(
                        Map.entry("connect", json -> connect()),
                        Map.entry("trust", this::trust),
                        Map.entry("register", this::register),
                        Map.entry("login", this::login),
                        Map.entry("logout", json -> logout()),
                        Map.entry("search", json -> call(new Request.SearchUser(Json.user(json)))),
                        Map.entry("peers", this::peers),
                        Map.entry("rooms", this::rooms),
                        Map.entry("members", this::members),
                        Map.entry("create", this::create),
                        Map.entry("join", this::join),
                        Map.entry("exit", this::exit)));
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        endKeepAlive();
        return channel.map(LineChannel::close).orElseGet(Future::succeededFuture);
    }

    /** Connects, unless connected, and tells the registry's key; a key that is not the trusted one is told as such. */
    private Future<JsonObject> connect() {
        Future<Void> connected = channel.isPresent() ? Future.succeededFuture() : open();
        return connected
                .map(done -> new JsonObject()
                        .put("pin", trust.observed().map(Pin::toString).orElse(null))
                        .put("mismatch", false))
                .recover(cause -> cause instanceof PinMismatchException mismatch
                        ? Future.succeededFuture(new JsonObject()
                                .put("pin", mismatch.seen().toString())
                                .put("mismatch", true))
                        : Future.failedFuture(cause));
    }

    private Future<Void> open() {
        trust = new PinnedTrust(trusted, Clock.systemUTC());
        client = vertx.createNetClient(ClientTls.pinned(trust, settings.engine()));
        return client.connect(settings.registryPort(), settings.registryHost())
                .recover(cause -> Future.failedFuture(PinMismatchException.findIn(cause)
                        .<Throwable>map(mismatch -> mismatch)
                        .orElseGet(() -> new RefusalException(Reason.UNAVAILABLE))))
                .compose(socket -> {
                    LineChannel opened = new LineChannel(vertx, socket, ANSWER_MS);
                    channel = Optional.of(opened.listener(this::hear).closeListener(() -> dropped(opened)));
                    return ask(new Request.Hello(NativeRequests.VERSION, CLIENT));
                })
                .map(reply -> {
                    keepAlivePort = ((Reply.HelloBack) reply).udpPort();
                    return null;
                });
    }

    /** The person, or the configuration, takes the key seen for the registry's. */
    private Future<JsonObject> trust(JsonObject json) {
        Pin pin = Json.required(json, "pin", Pin::parse);
        boolean seen = trust != null && trust.observed().filter(pin::equals).isPresent();
        if (!seen) {
            return Future.failedFuture(new RefusalException(Reason.MALFORMED));
        }
        trusted = Optional.of(pin);
        return Future.succeededFuture(new JsonObject());
    }

    private Future<Reply> ask(Request request) {
        return channel.map(open -> open.ask(tag -> NativeRequests.print(tag, request)))
                .orElseGet(() -> Future.failedFuture(new RefusalException(Reason.UNAVAILABLE)))
                .map(line -> reply(line, request.command()));
    }

    private static Reply reply(NativeLine line, Command command) {
        if (NativeReplies.parse(line, command) instanceof Parsed.Valid<Reply> valid) {
            return valid.value();
        }
        throw new RefusalException(Reason.INTERNAL);
    }

    private Future<JsonObject> call(Request request) {
        return ask(request).map(RegistryReplies::toJson);
    }

    private Future<JsonObject> callTrusted(Request request) {
        return trusted.isPresent() ? call(request) : Future.failedFuture(new RefusalException(Reason.NOT_YOURS));
    }

    private Future<JsonObject> register(JsonObject json) {
        return callTrusted(new Request.Register(Json.user(json), Json.password(json)));
    }

    private Future<JsonObject> login(JsonObject json) {
        if (trusted.isEmpty()) {
            return Future.failedFuture(new RefusalException(Reason.NOT_YOURS));
        }
        return ask(new Request.Login(Json.user(json), Json.password(json), whereabouts.get()))
                .map(this::loggedIn);
    }

    private JsonObject loggedIn(Reply reply) {
        if (!(reply instanceof Reply.LoggedIn in) || in.credentials().isEmpty()) {
            return RegistryReplies.toJson(reply);
        }
        SessionCredentials credentials = in.credentials().get();
        session = Optional.of(credentials);
        backoff.succeeded();
        endKeepAlive();
        keepAlive = Optional.of(
                new KeepAliveSender(vertx, settings.registryHost(), keepAlivePort, credentials, this::sessionLost));
        keepAlive.get().start().onFailure(cause -> LOG.warn("no keep-alives: {}", cause.toString()));
        JsonObject online =
                new JsonObject().put("user", credentials.user().shown()).put("ip", credentials.ip());
        bus.send(Addresses.PEER_CHAT_NEWS, "online", online);
        bus.send(Addresses.PEER_ROOM_NEWS, "online", online);
        return online;
    }

    private Future<JsonObject> logout() {
        return call(new Request.Logout(Optional.empty())).onSuccess(done -> {
            session = Optional.empty();
            endKeepAlive();
            bus.send(Addresses.PEER_ROOM_NEWS, "offline", new JsonObject());
        });
    }

    private Future<JsonObject> peers(JsonObject json) {
        return call(new Request.ListPeers(detail(json), Json.optional(json, "after", UserName::of)));
    }

    private Future<JsonObject> rooms(JsonObject json) {
        return call(new Request.ListRooms(detail(json), Json.optional(json, "after", RoomName::of)));
    }

    private static Detail detail(JsonObject json) {
        return json.getBoolean("detailed", true) ? Detail.DETAILED : Detail.PARTIAL;
    }

    private Future<JsonObject> members(JsonObject json) {
        return call(new Request.ListRoomPeers(Json.room(json), Json.optional(json, "after", UserName::of)));
    }

    private Future<JsonObject> create(JsonObject json) {
        return call(new Request.CreateRoom(
                Json.room(json),
                Json.optional(json, "password", PasswordHash::of),
                json.getInteger("capacity", 0),
                Json.title(json),
                Optional.empty()));
    }

    private Future<JsonObject> join(JsonObject json) {
        return call(new Request.JoinRoom(
                Json.room(json), Json.optional(json, "password", PasswordHash::of), Optional.empty()));
    }

    private Future<JsonObject> exit(JsonObject json) {
        return session.map(own -> call(new Request.ExitRoom(own.user(), Json.room(json))))
                .orElseGet(() -> Future.failedFuture(new RefusalException(Reason.NOT_LOGGED_IN)));
    }

    private void hear(NativeLine line) {
        if (NativeNotices.parse(line) instanceof Parsed.Valid<Notice> valid) {
            hear(valid.value());
        }
    }

    private void hear(Notice notice) {
        if (notice instanceof Notice.Probe) {
            ask(new Request.Ping());
        } else if (notice instanceof Notice.SessionEnded ended) {
            sessionEnded(ended.reason());
        } else {
            bus.send(Addresses.PEER_ROOM_NEWS, "notice", RoomNoticeJson.of(notice));
        }
    }

    /** What ends for good must not be resumed; what the registry lost comes back with the token. */
    private void sessionEnded(Notice.EndReason reason) {
        if (reason == Notice.EndReason.TAKEN_OVER) {
            session = Optional.empty();
            endKeepAlive();
        }
        tellState("ended", reason.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), 0);
    }

    private void sessionLost() {
        endKeepAlive();
        channel.ifPresent(LineChannel::close);
    }

    private void endKeepAlive() {
        keepAlive.ifPresent(KeepAliveSender::stop);
        keepAlive = Optional.empty();
    }

    private void dropped(LineChannel gone) {
        if (channel.filter(open -> open == gone).isEmpty()) {
            return;
        }
        channel = Optional.empty();
        endKeepAlive();
        if (!stopping && session.isPresent()) {
            retryLater();
        } else if (!stopping) {
            tellState("offline", "", 0);
        }
    }

    private void retryLater() {
        long waitMs = backoff.nextMs();
        tellState("retrying", "", waitMs);
        vertx.setTimer(waitMs, due -> resume());
    }

    private void resume() {
        if (stopping || session.isEmpty() || channel.isPresent()) {
            return;
        }
        open().compose(done -> ask(new Request.Resume(session.get().token(), whereabouts.get())))
                .map(this::loggedIn)
                .onSuccess(done -> tellState("resumed", "", 0))
                .onFailure(this::resumeFailed);
    }

    private void resumeFailed(Throwable cause) {
        boolean refused = cause instanceof RefusalException refusal && refusal.reason() == Reason.BAD_TOKEN;
        boolean mismatch = cause instanceof PinMismatchException;
        if (refused || mismatch) {
            session = Optional.empty();
            tellState("ended", mismatch ? "registry key changed" : "log in again", 0);
            return;
        }
        // Closed on purpose or dropped: either way the close listener of the channel decides, unless there is none.
        Optional<LineChannel> open = channel;
        if (open.isPresent()) {
            open.get().close();
        } else {
            retryLater();
        }
    }

    private void tellState(String state, String detail, long retryMs) {
        bus.send(
                Addresses.PEER_CONSOLE,
                "state",
                new JsonObject().put("state", state).put("detail", detail).put("retryMs", retryMs));
    }
}
