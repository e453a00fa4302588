package org.hobnob.registry;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongSupplier;
import org.hobnob.net.NodeCertificate;
import org.hobnob.net.Pin;
import org.hobnob.net.ServerTls;
import org.hobnob.protocol.message.HostPort;
import org.hobnob.registry.gateway.GatewayVerticle;
import org.hobnob.registry.rules.credentials.LoginThrottle;
import org.hobnob.registry.rules.credentials.PasswordHasher;
import org.hobnob.registry.rules.credentials.RateLimit;
import org.hobnob.registry.rules.credentials.ResumeTokens;
import org.hobnob.registry.rules.credentials.VerifiedCache;
import org.hobnob.registry.secrets.Secrets;
import org.hobnob.registry.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One registry: its verticles, deployed in order and taken down in the reverse of it. */
public final class Registry {
    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
    private static final int VERIFIED_USERS = 20_000;
    private static final long VERIFIED_HOLD_MS = 12 * 60 * 60 * 1_000L;
    private static final long DRAIN_MS = 10_000;
    private static final int REGISTERING_ADDRESSES = 16_384;

    /** The verticles by what they are for, so that one can be replaced. */
    public enum Part {
        PRESENCE,
        ROOMS,
        AUTH,
        KEEP_ALIVE,
        GATEWAY
    }

    private record Deployed(Part part, String id) {}

    private final Vertx vertx;
    private final Store store;
    private final Pin pin;
    private final HashPool pool;
    private final KeepAliveVerticle keepAlive;
    private final GatewayVerticle gateway;
    private final NodeWatch nodes;
    private final RegistrySettings settings;
    private final List<Deployed> deployed = new ArrayList<>();

    /** What takes long to make, for it computes hashes and signatures, and loads OpenSSL. */
    private record Slow(NodeCertificate certificate, PasswordHasher hasher) {
        static Slow make(Secrets secrets, RegistrySettings settings) {
            settings.engine().resolved();
            return new Slow(
                    NodeCertificate.issue(
                            secrets.identity(),
                            List.of("localhost"),
                            Clock.systemUTC().instant(),
                            new SecureRandom()),
                    new PasswordHasher(secrets.pepper(), settings.hashCost(), new SecureRandom()));
        }
    }

    private Registry(
            Vertx vertx, Store store, Secrets secrets, RegistrySettings settings, Slow slow, LongSupplier leaseNs) {
        this.vertx = vertx;
        this.store = store;
        pin = secrets.pin();
        pool = new HashPool(vertx, settings.hashThreads(), settings.hashQueue());
        this.settings = settings;
        String node = newId();
        nodes = settings.sharesStore() ? new AmongOthers(store, Registry::newId, leaseNs) : new Alone(store, node);
        keepAlive =
                new KeepAliveVerticle(settings.host(), settings.udpPort(), node, settings.patience(), System::nanoTime);
        gateway = gateway(slow.certificate(), settings, node);
    }

    private static String newId() {
        return HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    }

    private GatewayVerticle gateway(NodeCertificate certificate, RegistrySettings settings, String node) {
        NetServerOptions tls = ServerTls.options(certificate, settings.engine())
                .setHost(settings.host())
                .setPort(settings.port());
        GatewayVerticle.Settings door = new GatewayVerticle.Settings(
                tls, node, settings.name(), keepAlive::port, settings.speaksOriginal(), nodes::mayChange);
        return new GatewayVerticle(door, System::nanoTime);
    }

    /**
     * Starts a registry on a store that stays the caller's.
     *
     * @return the running registry; where a part cannot start, those that did are taken down again
     */
    public static Future<Registry> start(Vertx vertx, Store store, Secrets secrets, RegistrySettings settings) {
        return start(vertx, Future.succeededFuture(store), secrets, settings);
    }

    /**
     * As {@link #start(Vertx, Store, Secrets, RegistrySettings)}, with a store that is still opening.
     *
     * @param opening has ended when the result has, also where that fails
     */
    public static Future<Registry> start(
            Vertx vertx, Future<Store> opening, Secrets secrets, RegistrySettings settings) {
        return start(vertx, opening, secrets, settings, System::nanoTime);
    }

    /** @param leaseNs the clock of its lease among others, in nanoseconds */
    static Future<Registry> start(
            Vertx vertx, Future<Store> opening, Secrets secrets, RegistrySettings settings, LongSupplier leaseNs) {
        Future<Slow> making = vertx.executeBlocking(() -> Slow.make(secrets, settings), false);
        return Future.join(opening, making).compose(both -> {
            Slow slow = making.result();
            Registry registry = new Registry(vertx, opening.result(), secrets, settings, slow, leaseNs);
            return registry.deployAll(secrets, slow.hasher())
                    .map(registry)
                    .recover(cause -> registry.stop().transform(done -> Future.failedFuture(cause)));
        });
    }

    private Future<Void> deployAll(Secrets secrets, PasswordHasher hasher) {
        String node = gateway.node();
        return deploy(Part.PRESENCE, new PresenceVerticle(store, nodes, node, System::nanoTime))
                .compose(done -> deploy(Part.ROOMS, rooms(hasher)))
                .compose(done -> deploy(Part.AUTH, auth(secrets, hasher)))
                .compose(done -> deploy(Part.KEEP_ALIVE, keepAlive))
                .compose(done -> deploy(Part.GATEWAY, gateway))
                .compose(done -> nodes.open(addresses()))
                .onSuccess(done -> LOG.info(
                        "registry {} listens at {}, TCP {} and UDP {}",
                        node,
                        settings.host(),
                        gateway.port(),
                        keepAlive.port()));
    }

    private List<HostPort> addresses() {
        return settings.advertised().stream()
                .flatMap(text -> HostPort.parse(text, gateway.port()).stream())
                .toList();
    }

    private RoomsVerticle rooms(PasswordHasher hasher) {
        RoomsVerticle.Parts parts = new RoomsVerticle.Parts(
                store,
                nodes,
                pool,
                hasher,
                new LoginThrottle(settings.loginLimits(), settings.spareLoopback()),
                settings.rooms(),
                Clock.systemUTC());
        return new RoomsVerticle(parts, new Absences(store, nodes::self, settings.graceMs(), System::nanoTime));
    }

    private AuthVerticle auth(Secrets secrets, PasswordHasher hasher) {
        SecureRandom random = new SecureRandom();
        return new AuthVerticle(new AuthVerticle.Parts(
                store.accounts(),
                pool,
                hasher,
                new LoginThrottle(settings.loginLimits(), settings.spareLoopback()),
                new RateLimit<>(settings.registrationBurst(), settings.registrationRefillMs(), REGISTERING_ADDRESSES),
                settings.spareLoopback(),
                new ResumeTokens(secrets.tokenKey(), random),
                new VerifiedCache(random, VERIFIED_USERS, VERIFIED_HOLD_MS),
                Clock.systemUTC(),
                random,
                settings.tokenLifeS()));
    }

    private Future<Void> deploy(Part part, VerticleBase verticle) {
        return vertx.deployVerticle(verticle)
                .onSuccess(id -> deployed.add(new Deployed(part, id)))
                .mapEmpty();
    }

    /** Takes one verticle down; the others go on, and what needs it is refused. */
    public Future<Void> undeploy(Part part) {
        return deployed.stream()
                .filter(one -> one.part() == part)
                .findFirst()
                .map(this::undeploy)
                .orElseGet(Future::succeededFuture);
    }

    private Future<Void> undeploy(Deployed one) {
        deployed.remove(one);
        return vertx.undeploy(one.id()).onFailure(cause -> LOG.warn("{} did not stop cleanly", one.part(), cause));
    }

    /** The TCP port of the TLS door. */
    public int port() {
        return gateway.port();
    }

    /** The UDP port for keep-alives. */
    public int udpPort() {
        return keepAlive.port();
    }

    /** Whether it holds the right to change anything just now. */
    public boolean mayChange() {
        return nodes.mayChange();
    }

    /** What peers know this registry by. */
    public Pin pin() {
        return pin;
    }

    /**
     * Takes no new logins, tells native peers to go to the other registries, and waits until they are gone; at most as long
     * as a person would wait. Does nothing where there is no other registry. Never fails.
     */
    public Future<Void> drain() {
        return nodes.leave().compose(done -> gateway.drain(DRAIN_MS)).otherwiseEmpty();
    }

    /** Tells peers goodbye, ends their sessions and takes everything down; the store stays open. */
    public Future<Void> stop() {
        if (deployed.isEmpty()) {
            return pool.close();
        }
        return undeploy(deployed.get(deployed.size() - 1)).transform(done -> stop());
    }
}
