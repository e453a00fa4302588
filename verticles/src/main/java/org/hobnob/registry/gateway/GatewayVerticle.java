package org.hobnob.registry.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.net.ListenRefusedException;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.DialectName;
import org.hobnob.protocol.message.HostPort;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.SessionId;
import org.hobnob.protocol.message.UserName;
import org.hobnob.protocol.wire.NativeRequests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The TLS door: takes connections, sends their requests over the bus, passes notices on (SPEC 3 to 5). */
public final class GatewayVerticle extends VerticleBase implements Desk {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayVerticle.class);

    /**
     * How the door stands.
     *
     * @param tls with host and port
     * @param node this registry's id
     * @param registryName free text, told in the hello; may be empty
     * @param udpPort where keep-alive datagrams go, asked when it is told
     * @param speaksOriginal whether clients of the original dialect are served
     * @param mayChange whether anything may be changed, or said to be, just now
     */
    public record Settings(
            NetServerOptions tls,
            String node,
            String registryName,
            IntSupplier udpPort,
            boolean speaksOriginal,
            BooleanSupplier mayChange) {}

    private final Settings settings;
    private final LongSupplier nanoTime;
    private final Set<Connection> connections = new HashSet<>();
    private final Map<SessionId, Connection> bySession = new HashMap<>();
    private final Map<UserName, Connection> byUser = new HashMap<>();
    private final Others others = new Others();
    private NetServer server;
    private Calls calls;
    private boolean stopping;

    public GatewayVerticle(Settings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx);
        calls = new Calls(bus);
        server = vertx.createNetServer(settings.tls());
        server.connectHandler(this::connected);
        server.exceptionHandler(cause -> LOG.debug("handshake failed: {}", cause.toString()));
        return bus.hear(
                        Addresses.node(settings.node()),
                        Map.of(
                                "close",
                                this::close,
                                "probe",
                                this::probe,
                                "registries",
                                this::learn,
                                "move-on",
                                json -> others.moveOn(json.getLong("withinMs"), natives())))
                .compose(done -> bus.hear(Addresses.ROOM_EVENTS, RoomNotices.heardBy(this::tell)))
                .compose(done -> server.listen())
                .recover(cause -> Future.failedFuture(cause instanceof IOException ? refused(cause) : cause));
    }

    private ListenRefusedException refused(Throwable cause) {
        NetServerOptions tls = settings.tls();
        return new ListenRefusedException("TCP", tls.getHost(), tls.getPort(), "--port", cause);
    }

    /** This registry's id. */
    public String node() {
        return settings.node();
    }

    /** The port that the server listens at. */
    public int port() {
        return server.actualPort();
    }

    /** Says goodbye; the sessions themselves end with the registry's presence. */
    @Override
    public Future<?> stop() {
        stopping = true;
        List<Future<Void>> closed = List.copyOf(connections).stream()
                .map(connection -> {
                    connection.session().ifPresent(session -> {
                        connection.tell(new Notice.SessionEnded(Notice.EndReason.SHUTDOWN));
                        calls.forget(session);
                    });
                    return connection.close();
                })
                .toList();
        return Future.join(closed).otherwiseEmpty().compose(done -> server.close());
    }

    private void learn(JsonObject json) {
        Objects.requireNonNull(json.getJsonArray("addresses"));
        others.learn(Json.list(json, "addresses", HostPort::of), natives());
    }

    /** The connections of native peers that are logged in. */
    private List<Connection> natives() {
        return bySession.values().stream().filter(Connection::isNative).toList();
    }

    /**
     * Refuses new logins from now on and sends native peers to the other registries.
     *
     * @param boundMs how long to wait for them at most
     * @return completes when they are gone, at once where there is nowhere to go; on any thread
     */
    public Future<Void> drain(long boundMs) {
        Promise<Void> drained = Promise.promise();
        context.runOnContext(now -> {
            if (others.nowhereToGo()) {
                drained.complete();
                return;
            }
            LOG.info("sending {} peers to the other registries", natives().size());
            others.drain(natives(), drained);
            vertx.setTimer(boundMs, over -> drained.tryComplete());
        });
        return drained.future();
    }

    private void connected(NetSocket socket) {
        connections.add(new Connection(socket, this));
        LOG.info("connection from {}", socket.remoteAddress());
    }

    @Override
    public void closed(Connection connection) {
        connections.remove(connection);
        connection.session().ifPresent(session -> {
            endSession(connection, session);
            if (!stopping) {
                LOG.info("{} removed: connection closed", session.user());
                release(session);
            }
        });
    }

    private void release(Session session) {
        calls.release(session)
                .onFailure(cause -> LOG.warn("could not release {}: {}", session.user(), cause.toString()));
    }

    private void endSession(Connection connection, Session session) {
        connection.endSession();
        bySession.remove(session.id());
        byUser.remove(session.user(), connection);
        calls.forget(session);
        others.left(() -> natives().isEmpty());
    }

    @Override
    public void troubled(Connection connection, Throwable cause) {
        LOG.debug("connection of {}: {}", connection.name(), cause.toString());
    }

    @Override
    public Calls calls() {
        return calls;
    }

    @Override
    public boolean speaksOriginal() {
        return settings.speaksOriginal();
    }

    @Override
    public long nanoTime() {
        return nanoTime.getAsLong();
    }

    /** What changes something is neither begun nor acknowledged without the right to it. */
    @Override
    public Future<Reply> answer(Request request, Peer peer, Connection connection) {
        if (!Changes.isOne(request)) {
            return answerAnyhow(request, peer, connection);
        }
        return mayChange()
                ? answerAnyhow(request, peer, connection)
                        .compose(reply -> mayChange() ? succeeded(reply) : unavailable())
                : unavailable();
    }

    private boolean mayChange() {
        return settings.mayChange().getAsBoolean();
    }

    private static Future<Reply> succeeded(Reply reply) {
        return Future.succeededFuture(reply);
    }

    private static Future<Reply> unavailable() {
        return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
    }

    private Future<Reply> answerAnyhow(Request request, Peer peer, Connection connection) {
        if (request instanceof Request.Hello) {
            return Future.succeededFuture(new Reply.HelloBack(
                    NativeRequests.VERSION,
                    settings.registryName(),
                    settings.udpPort().getAsInt()));
        }
        if (request instanceof Request.Register register) {
            return calls.register(register, peer);
        }
        if (request instanceof Request.Login login) {
            return loggingIn(connection, Command.LOGIN, peer, () -> calls.login(login, peer));
        }
        if (request instanceof Request.Resume resume) {
            return loggingIn(connection, Command.RESUME, peer, () -> calls.resume(resume, peer));
        }
        if (request instanceof Request.Ping) {
            return Future.succeededFuture(new Reply.Pong());
        }
        Optional<Session> session = connection.session();
        if (session.isEmpty()) {
            // The original client's connection ends with its log-out, whoever it was.
            boolean goodbye = request instanceof Request.Logout && peer.dialect() == DialectName.ORIGINAL;
            return goodbye
                    ? Future.succeededFuture(new Reply.LoggedOut())
                    : Future.failedFuture(new RefusalException(Reason.NOT_LOGGED_IN));
        }
        return answerLoggedIn(request, peer, connection, session.get());
    }

    private Future<Reply> answerLoggedIn(Request request, Peer peer, Connection connection, Session session) {
        boolean asAnother = Actors.of(request)
                .filter(actor -> !actor.equals(session.user()))
                .isPresent();
        if (asAnother) {
            return Future.failedFuture(new RefusalException(Reason.NOT_YOURS));
        }
        if (request instanceof Request.Logout) {
            return calls.logout(session).onSuccess(done -> endSession(connection, session));
        }
        return LoggedInRequests.answer(request, session, peer, calls);
    }

    private Future<Reply> loggingIn(
            Connection connection, Command command, Peer peer, Supplier<Future<Session>> login) {
        if (connection.session().isPresent()) {
            // The original dialect has one word for both.
            boolean isNative = peer.dialect() == DialectName.NATIVE;
            return Future.failedFuture(
                    new RefusalException(isNative ? Reason.ALREADY_LOGGED_IN : Reason.ALREADY_ONLINE));
        }
        if (others.isDraining()) {
            return unavailable();
        }
        return login.get().map(session -> {
            if (!mayChange() || !connection.open(session)) {
                release(session);
                throw new RefusalException(Reason.UNAVAILABLE);
            }
            bySession.put(session.id(), connection);
            byUser.put(session.user(), connection);
            calls.watch(session, peer);
            others.greet(connection);
            LOG.info("{} logged in from {}:{}", session.user(), peer.ip(), peer.port());
            return new Reply.LoggedIn(command, session.credentials());
        });
    }

    private void withSession(JsonObject json, Consumer<Connection> action) {
        Optional.ofNullable(bySession.get(Json.session(json))).ifPresent(action);
    }

    private void close(JsonObject json) {
        Notice.EndReason reason =
                json.getString("reason").equals("taken-over") ? Notice.EndReason.TAKEN_OVER : Notice.EndReason.TIMEOUT;
        withSession(json, connection -> {
            connection.session().ifPresent(session -> endSession(connection, session));
            connection.tell(new Notice.SessionEnded(reason));
            connection.close();
        });
    }

    private void probe(JsonObject json) {
        withSession(json, connection -> connection.tell(new Notice.Probe()));
    }

    private void tell(Notice notice, List<UserName> told) {
        told.stream()
                .flatMap(user -> Optional.ofNullable(byUser.get(user)).stream())
                .forEach(connection -> connection.tell(notice));
    }
}
