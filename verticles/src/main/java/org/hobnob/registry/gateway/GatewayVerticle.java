package org.hobnob.registry.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.net.ListenRefusedException;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The TLS door: takes connections, sends their requests over the bus, passes notices on (SPEC 3 to 5). */
public final class GatewayVerticle extends VerticleBase implements ConnectionOwner {
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
    private final RegistryRedirects others = new RegistryRedirects();
    private NetServer server;
    private ServiceClient calls;
    private LoggedIn loggedIn;
    private RequestRouter answers;
    private boolean stopping;

    public GatewayVerticle(Settings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx);
        calls = new ServiceClient(bus);
        loggedIn = new LoggedIn(calls, others);
        answers = new RequestRouter(settings, calls, loggedIn, others);
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
                                json -> others.moveOn(json.getLong("withinMs"), loggedIn.natives())))
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
                        connection.tell(new Notice.SessionEnded(SessionEnd.SHUTDOWN));
                        calls.forget(session);
                    });
                    return connection.close();
                })
                .toList();
        return Future.join(closed).otherwiseEmpty().compose(done -> server.close());
    }

    private void learn(JsonObject json) {
        Objects.requireNonNull(json.getJsonArray("addresses"));
        others.learn(Json.list(json, "addresses", HostPort::of), loggedIn.natives());
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
            LOG.info(
                    "sending {} peers to the other registries",
                    loggedIn.natives().size());
            others.drain(loggedIn.natives(), drained);
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
            loggedIn.end(connection, session);
            if (!stopping) {
                LOG.info("{} removed: connection closed", session.user());
                loggedIn.release(session);
            }
        });
    }

    @Override
    public void troubled(Connection connection, Throwable cause) {
        LOG.debug("connection of {}: {}", connection.name(), cause.toString());
    }

    @Override
    public ServiceClient calls() {
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

    private void close(JsonObject json) {
        SessionEnd reason = Json.sessionEnd(json);
        loggedIn.find(Json.session(json)).ifPresent(connection -> {
            connection.session().ifPresent(session -> loggedIn.end(connection, session));
            connection.tell(new Notice.SessionEnded(reason));
            connection.close();
        });
    }

    private void probe(JsonObject json) {
        loggedIn.find(Json.session(json)).ifPresent(connection -> connection.tell(new Notice.Probe()));
    }

    private void tell(Notice notice, List<UserName> told) {
        told.stream().flatMap(user -> loggedIn.find(user).stream()).forEach(connection -> connection.tell(notice));
    }

    @Override
    public Future<Reply> answer(Request request, ClientEndpoint peer, Connection connection) {
        return answers.answer(request, peer, connection);
    }
}
