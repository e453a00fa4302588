package org.hobnob.registry.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.ed25519.Ed25519Verifier;
import org.hobnob.json.Json;
import org.hobnob.net.ListenRefusedException;
import org.hobnob.net.tls.CertificateRenewal;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.wire.NativeRequests;
import org.hobnob.registry.door.Cost;
import org.hobnob.registry.door.RequestBudgets.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The TLS server (SPEC 3 to 5): accepts connections, forwards their requests over the bus, and passes notices on. */
public final class GatewayVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayVerticle.class);

    /**
     * The settings of the TLS server.
     *
     * @param tls the server options, host and port included
     * @param certificate renews the certificate that the options have
     * @param node this registry's id on the bus
     * @param registryName free text that is sent in the reply to hello; may be empty
     * @param udpPort supplies the UDP port for keep-alives
     * @param speaksOriginal whether to serve clients of the original dialect
     * @param requiresProof whether native clients must prove a key to log in or resume
     * @param mayChange whether this registry holds its lease
     * @param door the limits of connections and requests; the server options have its gate
     */
    public record Settings(
            NetServerOptions tls,
            CertificateRenewal certificate,
            String node,
            String registryName,
            IntSupplier udpPort,
            boolean speaksOriginal,
            boolean requiresProof,
            BooleanSupplier mayChange,
            boolean keepsMailboxes,
            Door door) {}

    /** What this registry can do (SPEC 2.7): only what it really does. */
    private static final Capabilities CAPABILITIES = Capabilities.of(List.of(
            Capabilities.ACCOUNT,
            Capabilities.HOSTING,
            Capabilities.PROOF,
            Capabilities.ROOM2,
            Capabilities.STANDING,
            Capabilities.STATUS));

    private static final long SWEEP_MS = 500;
    /** How long what clients sent is read after the goodbye, before their connections are closed. */
    private static final long GOODBYE_MS = 100;

    private static final long COUNT_DESCRIPTORS_MS = 5_000;

    private final Bus bus;
    private final Settings settings;
    private final LongSupplier nanoTime;
    private final Set<Connection> connections = new HashSet<>();
    private final RegistryRedirects redirects = new RegistryRedirects();
    private final KeepAliveClient keepAlive;
    private final LoggedInClients loggedIn;
    private final LoginLog loginLog;
    private final Door door;
    private final RequestRouter router;
    private final Owner owner = new Owner();
    private final Turns<Connection> turns;
    private final Closings<Connection> closings;
    private NetServer server;
    private final InstantSource wall;
    private boolean stopping;
    private volatile boolean leaving;
    /** Whether it was asked to drain when there was nowhere to go: it is not asked again. */
    private boolean waitsToDrain;

    /** @param wall the time of day, as peers are told it */
    public GatewayVerticle(Bus bus, Settings settings, LongSupplier nanoTime, InstantSource wall) {
        this.wall = wall;
        this.bus = bus;
        this.settings = settings;
        this.nanoTime = nanoTime;
        AuthClient auth = new AuthClient(bus);
        PresenceClient presence = new PresenceClient(bus);
        AdminClient admin = new AdminClient(bus);
        keepAlive = new KeepAliveClient(bus, owner);
        door = settings.door();
        turns = new Turns<>(owner, door.ahead());
        closings = new Closings<>(owner, door::closeIfOverdue);
        loginLog = new LoginLog(nanoTime);
        loggedIn = new LoggedInClients(presence, keepAlive, redirects, door);
        Logins logins = new Logins(
                auth,
                loggedIn,
                redirects,
                new ProofCheck(new Ed25519Verifier(), settings.requiresProof()),
                settings.mayChange(),
                loginLog,
                admin);
        router = new RequestRouter(
                new Services(
                        this::greeting,
                        logins,
                        auth,
                        presence,
                        new RoomsClient(bus, presence),
                        new MailboxClient(bus),
                        admin),
                settings.mayChange());
    }

    private Reply greeting(Client client) {
        return new Reply.HelloBack(
                NativeRequests.VERSION,
                settings.registryName(),
                settings.udpPort().getAsInt(),
                Optional.of(client.drawChallenge()),
                settings.keepsMailboxes() ? CAPABILITIES.with(Capabilities.MAILBOX) : CAPABILITIES,
                OptionalLong.of(wall.millis()));
    }

    @Override
    public Future<?> start() {
        server = vertx.createNetServer(settings.tls());
        server.connectHandler(this::connected);
        server.exceptionHandler(cause -> LOG.debug("handshake failed", cause));
        vertx.setPeriodic(SWEEP_MS, tick -> {
            closings.closeAll(door.overdue(connections));
            settings.certificate().renewIfDue(vertx, server, settings.tls().getSslOptions());
        });
        vertx.setPeriodic(COUNT_DESCRIPTORS_MS, tick -> countDescriptors());
        countDescriptors();
        return bus.hear(
                        Addresses.node(settings.node()),
                        Map.of(
                                "close",
                                this::close,
                                "probe",
                                this::probe,
                                "announce",
                                this::announce,
                                "registries",
                                this::learn,
                                "drain",
                                json -> drain(Json.number(json, "withinMs")),
                                "move-on",
                                json -> redirects.moveOn(Json.number(json, "withinMs"), loggedIn.natives())))
                .compose(done -> bus.hear(Addresses.ROOM_EVENTS, RoomNotices.heardBy(this::tell)))
                .compose(done -> bus.hear(
                        Addresses.MAIL_EVENTS,
                        Map.of("came", json -> tell(new Notice.Mail(), List.of(Json.user(json))))))
                .compose(done -> server.listen())
                .recover(cause -> Future.failedFuture(cause instanceof IOException ? refused(cause) : cause));
    }

    private void countDescriptors() {
        vertx.executeBlocking(
                () -> {
                    door.countDescriptors();
                    return null;
                },
                false);
    }

    private ListenRefusedException refused(Throwable cause) {
        NetServerOptions tls = settings.tls();
        return new ListenRefusedException("TCP", tls.getHost(), tls.getPort(), "--port", cause);
    }

    /** This registry's id. */
    public String node() {
        return settings.node();
    }

    /** The TCP port on which the server listens. */
    public int port() {
        return server.actualPort();
    }

    /** Says goodbye to clients. Their sessions end when presence is undeployed. */
    @Override
    public Future<?> stop() {
        stopping = true;
        boolean isAnybodyThere = false;
        for (Connection connection : List.copyOf(connections)) {
            if (connection.login().isPresent()) {
                isAnybodyThere = true;
                connection.sayGoodbye();
                keepAlive.forget(connection.login().get());
            }
        }
        Future<?> heard = isAnybodyThere ? vertx.timer(GOODBYE_MS) : Future.succeededFuture();
        return heard.compose(done -> Future.join(List.copyOf(connections).stream()
                                .map(Connection::close)
                                .toList())
                        .otherwiseEmpty())
                .compose(done -> server.close());
    }

    private void learn(JsonObject json) {
        redirects.learn(Json.requiredList(json, "addresses", HostPort::of), loggedIn.natives());
        if (waitsToDrain && !redirects.nowhereToGo()) {
            waitsToDrain = false;
            drain(0);
        }
    }

    /**
     * Refuses new logins from now on and asks native peers to move to the other registries; where there is none, as soon as
     * there is one. May be called on any thread.
     *
     * @param boundMs how long to wait for them at most, in milliseconds
     * @return completes when they are gone, or at once if there is no other registry
     */
    public Future<Void> drain(long boundMs) {
        Promise<Void> drained = Promise.promise();
        context.runOnContext(now -> {
            if (redirects.nowhereToGo()) {
                waitsToDrain = true;
                drained.complete();
                return;
            }
            leaving = true;
            LOG.info(
                    "sending {} peers to the other registries",
                    loggedIn.natives().size());
            redirects.drain(loggedIn.natives(), drained);
            vertx.setTimer(Math.max(1, boundMs), over -> drained.tryComplete());
        });
        return drained.future();
    }

    /** Whether it sends its peers to other registries, and takes no logins. May be called on any thread. */
    public boolean isLeaving() {
        return leaving;
    }

    /**
     * Puts a new certificate in the place of the present one, for connections to come. May be called on any thread.
     *
     * @return completes when it is there; fails if it cannot be made
     */
    public Future<Void> renewCertificate() {
        Promise<Void> renewed = Promise.promise();
        context.runOnContext(now -> settings.certificate()
                .renew(vertx, server, settings.tls().getSslOptions())
                .onComplete(renewed));
        return renewed.future();
    }

    private void connected(NetSocket socket) {
        String from = socket.remoteAddress().hostAddress();
        connections.add(new Connection(socket, owner, door.accepted(from)));
    }

    private void close(JsonObject json) {
        Notice.SessionEnded ended = NoticeJson.sessionEnded(json);
        loggedIn.find(Json.session(json)).ifPresent(client -> {
            client.login().ifPresent(login -> loggedIn.end(client, login));
            client.tell(ended);
            client.close();
        });
    }

    private void announce(JsonObject json) {
        Notice announcement = NoticeJson.announcement(json);
        List<UserName> users = Json.list(json, "users", UserName::of);
        boolean isForAll = json.getValue("users") == null;
        loggedIn.natives().stream()
                .filter(client -> isForAll
                        || client.login()
                                .filter(login -> users.contains(login.user()))
                                .isPresent())
                .forEach(client -> client.tell(announcement));
    }

    private void probe(JsonObject json) {
        loggedIn.find(Json.session(json)).ifPresent(client -> client.tell(new Notice.Probe()));
    }

    private void tell(Notice notice, List<UserName> told) {
        told.stream().flatMap(user -> loggedIn.find(user).stream()).forEach(client -> client.tell(notice));
    }

    /** What connections need from this gateway. */
    private final class Owner implements ConnectionOwner, Turns.Clock {
        @Override
        public Future<Reply> answer(Request request, Connection connection) {
            return router.answer(request, connection);
        }

        @Override
        public void alive(ConnectionLogin login) {
            keepAlive.alive(login);
        }

        @Override
        public boolean speaksOriginal() {
            return settings.speaksOriginal();
        }

        @Override
        public Verdict charge(Connection connection, Cost cost) {
            return door.charge(connection, cost);
        }

        @Override
        public boolean chargeNonsense(Connection connection) {
            return door.chargeNonsense(connection);
        }

        @Override
        public void sentNonsense(Connection connection) {
            door.sentNonsense(connection);
        }

        @Override
        public void later(long afterNs, Runnable action) {
            vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(afterNs)), now -> action.run());
        }

        @Override
        public void inTurn(Connection connection, Turns.Work work) {
            turns.take(connection, connection.address(), work);
        }

        @Override
        public long nanoTime() {
            return nanoTime.getAsLong();
        }

        @Override
        public void closed(Connection connection) {
            connections.remove(connection);
            door.closed(connection);
            turns.forget(connection);
            connection.login().ifPresent(login -> {
                loggedIn.end(connection, login);
                if (!stopping) {
                    loginLog.disconnected(login.user());
                    loggedIn.release(login);
                }
            });
        }

        @Override
        public void troubled(Connection connection, Throwable cause) {
            LOG.debug("connection of {} has trouble", connection.name(), cause);
        }
    }
}
