package org.hobnob.registry;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.hobnob.bus.Bus;
import org.hobnob.limits.Loopback;
import org.hobnob.limits.Rate;
import org.hobnob.limits.RateLimit;
import org.hobnob.net.tls.CertificateRenewal;
import org.hobnob.net.tls.NodeCertificate;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.ServerTls;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.InviteToken;
import org.hobnob.protocol.message.value.JoinLink;
import org.hobnob.registry.admin.AdminVerticle;
import org.hobnob.registry.audit.AuditTrail;
import org.hobnob.registry.auth.AuthVerticle;
import org.hobnob.registry.bridge.BridgeVerticle;
import org.hobnob.registry.cluster.ClusteredNodes;
import org.hobnob.registry.cluster.NodeWatch;
import org.hobnob.registry.cluster.SingleNode;
import org.hobnob.registry.door.DoorLimits;
import org.hobnob.registry.gateway.Door;
import org.hobnob.registry.gateway.GatewayVerticle;
import org.hobnob.registry.hashing.HashPool;
import org.hobnob.registry.keepalive.KeepAliveVerticle;
import org.hobnob.registry.mailbox.MailboxVerticle;
import org.hobnob.registry.membership.MembershipNews;
import org.hobnob.registry.membership.MembershipNews.RoomPages;
import org.hobnob.registry.presence.PresenceVerticle;
import org.hobnob.registry.rooms.RoomsVerticle;
import org.hobnob.registry.rules.admin.Condition;
import org.hobnob.registry.rules.credentials.HashBudget;
import org.hobnob.registry.rules.credentials.LoginThrottle;
import org.hobnob.registry.rules.credentials.PasswordHasher;
import org.hobnob.registry.rules.credentials.ResumeTokens;
import org.hobnob.registry.rules.credentials.VerifiedCache;
import org.hobnob.registry.secrets.Secrets;
import org.hobnob.registry.store.Rooms;
import org.hobnob.registry.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One registry: deploys its verticles in order and undeploys them in reverse order. */
public final class Registry {
    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
    private static final int VERIFIED_USERS = 20_000;
    private static final long VERIFIED_HOLD_MS = 12 * 60 * 60 * 1_000L;
    private static final long DRAIN_MS = 10_000;
    private static final int MOST_IN_LINK = 4;
    private static final int REGISTERING_ADDRESSES = 16_384;

    /** The verticles by purpose, so that one can be undeployed alone. */
    public enum Part {
        PRESENCE,
        BRIDGE,
        ROOMS,
        MAILBOX,
        AUTH,
        KEEP_ALIVE,
        ADMIN,
        GATEWAY
    }

    private record Deployed(Part part, String id) {}

    /**
     * The clocks that a registry goes by.
     *
     * @param wall the time of day, which may be wrong and may jump: for what is stored or shown, and for certificates
     * @param nanoTime a monotonic clock in nanoseconds that also advances while the process is suspended: for budgets,
     *     leases, silence and grace periods
     */
    public record Clocks(Clock wall, LongSupplier nanoTime) {
        /** Those of this machine. */
        public static final Clocks SYSTEM = new Clocks(Clock.systemUTC(), System::nanoTime);
    }

    private final Vertx vertx;
    private final Store store;
    private final Bus bus;
    private final Pin pin;
    private final HashPool pool;
    private final KeepAliveVerticle keepAlive;
    private final GatewayVerticle gateway;
    private final AdminVerticle admin;
    private final NodeWatch nodes;
    private final MembershipNews memberships;
    private final Optional<BridgeVerticle> bridge;
    private final RegistrySettings settings;
    /** Those of which the limits hold now. */
    private volatile RegistrySettings limitsInForce;

    private final HashBudget hashes;
    private final LoginThrottle logins;
    private final LoginThrottle roomPasswords;
    private final RateLimit<String> registrations;
    private final Door door;
    private final Clocks clocks;
    private final List<Deployed> deployed = new ArrayList<>();

    /** The parts that are slow to make: they compute hashes and signatures, and load OpenSSL. */
    private record Slow(CertificateRenewal certificate, PasswordHasher hasher) {
        static Slow make(Secrets secrets, RegistrySettings settings, Clocks clocks) {
            settings.doors().engine().resolved();
            SecureRandom random = new SecureRandom();
            return new Slow(
                    new CertificateRenewal(
                            now -> NodeCertificate.issue(secrets.identity(), List.of("localhost"), now, random),
                            clocks.wall()),
                    new PasswordHasher(secrets.pepper(), settings.hashing().cost(), new SecureRandom()));
        }
    }

    private Registry(
            Vertx vertx,
            Store store,
            Secrets secrets,
            RegistrySettings settings,
            Slow slow,
            Clocks clocks,
            Stewardship steward) {
        this.vertx = vertx;
        this.store = store;
        this.clocks = clocks;
        LongSupplier nanoTime = clocks.nanoTime();
        bus = new Bus(vertx);
        memberships =
                new MembershipNews(settings.programs().serveRooms() ? RoomPages.of(bus) : stored(store.rooms()), bus);
        bridge = settings.programs().bridge().map(door -> new BridgeVerticle(bus, door, clocks.wall(), nanoTime));
        pin = secrets.pin();
        RegistrySettings.Limits limits = settings.limits();
        hashes = new HashBudget(limits.hashes(), limits.spareLoopback());
        logins = new LoginThrottle(limits.logins(), limits.spareLoopback());
        roomPasswords = new LoginThrottle(limits.logins(), limits.spareLoopback());
        Rate registering = limits.registrations();
        registrations = new RateLimit<>(registering.burst(), registering.refillMs(), REGISTERING_ADDRESSES);
        door = new Door(limits.door(), clocks.nanoTime(), this::isBanned);
        pool = HashPool.start(
                vertx, settings.hashing().threads(), settings.hashing().queue(), hashes, nanoTime);
        this.settings = settings;
        limitsInForce = settings;
        String node = newId();
        nodes = settings.sharesStore()
                ? new ClusteredNodes(store, Registry::newId, nanoTime)
                : new SingleNode(store, node);
        keepAlive = new KeepAliveVerticle(
                bus,
                settings.doors().host(),
                settings.doors().udpPort(),
                node,
                settings.sessions().patience(),
                nanoTime);
        gateway = gateway(slow.certificate(), settings, node);
        admin = admin(steward, slow.certificate());
    }

    private boolean isBanned(String address) {
        return store.bans().known().ofAddress(address, clocks.wall().millis()).isPresent();
    }

    static RoomPages stored(Rooms rooms) {
        return (after, limit) -> rooms.page(after, limit).map(page -> MembershipNews.Page.of(page, limit));
    }

    private static String newId() {
        return HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    }

    private GatewayVerticle gateway(CertificateRenewal certificate, RegistrySettings settings, String node) {
        RegistrySettings.Doors doors = settings.doors();
        DoorLimits limits = settings.limits().door();
        NetServerOptions tls = ServerTls.options(certificate.current(), doors.engine(), door.gate())
                .setHost(doors.host())
                .setPort(doors.port());
        tls.setSslHandshakeTimeout(limits.times().handshakeMs()).setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        GatewayVerticle.Settings gatewaySettings = new GatewayVerticle.Settings(
                tls,
                certificate,
                node,
                settings.name(),
                keepAlive::port,
                doors.speaksOriginal(),
                doors.requiresProof(),
                nodes::mayChange,
                settings.mail().isPresent(),
                door);
        return new GatewayVerticle(bus, gatewaySettings, clocks.nanoTime(), clocks.wall());
    }

    /**
     * Starts a registry on a store, which remains the caller's to close.
     *
     * @param opening the store, which may still be opening; it has completed or failed when the result has
     * @return the running registry. If a part fails to start, the parts started before it are undeployed and the future
     *     fails.
     */
    public static Future<Registry> start(
            Vertx vertx, Future<Store> opening, Secrets secrets, RegistrySettings settings) {
        return start(vertx, opening, secrets, settings, Clocks.SYSTEM, Stewardship.NONE);
    }

    /** As {@link #start(Vertx, Future, Secrets, RegistrySettings)}, with other clocks. */
    public static Future<Registry> start(
            Vertx vertx, Future<Store> opening, Secrets secrets, RegistrySettings settings, Clocks clocks) {
        return start(vertx, opening, secrets, settings, clocks, Stewardship.NONE);
    }

    /** As {@link #start(Vertx, Future, Secrets, RegistrySettings)}, with other clocks and somebody who runs the registry. */
    public static Future<Registry> start(
            Vertx vertx,
            Future<Store> opening,
            Secrets secrets,
            RegistrySettings settings,
            Clocks clocks,
            Stewardship steward) {
        Future<Slow> making = vertx.executeBlocking(() -> Slow.make(secrets, settings, clocks), false);
        return Future.join(opening, making).compose(both -> {
            Slow slow = making.result();
            Registry registry = new Registry(vertx, opening.result(), secrets, settings, slow, clocks, steward);
            return registry.deployAll(secrets, slow.hasher())
                    .map(registry)
                    .recover(cause -> registry.stop().transform(done -> Future.failedFuture(cause)));
        });
    }

    private Future<Void> deployAll(Secrets secrets, PasswordHasher hasher) {
        String node = gateway.node();
        return deploy(
                        Part.PRESENCE,
                        new PresenceVerticle(bus, store, nodes, memberships, node, Clock.systemUTC(), System::nanoTime))
                .compose(done -> deploy(Part.BRIDGE, bridge))
                .compose(done -> deploy(Part.ROOMS, rooms(hasher)))
                .compose(done -> deploy(Part.MAILBOX, mailbox()))
                .compose(done -> deploy(Part.AUTH, auth(secrets, hasher)))
                .compose(done -> deploy(Part.KEEP_ALIVE, keepAlive))
                .compose(done -> deploy(Part.ADMIN, admin))
                .compose(done -> deploy(Part.GATEWAY, gateway))
                .compose(done -> nodes.open(addresses()))
                .onSuccess(done -> LOG.info(
                        "registry {} listens at {}, TCP {} and UDP {}",
                        node,
                        settings.doors().host(),
                        gateway.port(),
                        keepAlive.port()));
    }

    private List<HostPort> addresses() {
        return settings.doors().advertised().stream()
                .flatMap(text -> HostPort.parse(text, gateway.port()).stream())
                .toList();
    }

    /** Empty if another program serves rooms. */
    private Optional<RoomsVerticle> rooms(PasswordHasher hasher) {
        return settings.programs().serveRooms() ? Optional.empty() : Optional.of(ownRooms(hasher));
    }

    private RoomsVerticle ownRooms(PasswordHasher hasher) {
        return new RoomsVerticle(new RoomsVerticle.Parts(
                bus,
                store,
                nodes,
                pool,
                hasher,
                roomPasswords,
                memberships,
                () -> limitsInForce.rooms().limits(),
                Loopback.sparedIf(settings.limits().spareLoopback()),
                settings.rooms().groups(),
                new SecureRandom(),
                settings.rooms().graceMs(),
                clocks.nanoTime()));
    }

    private MailboxVerticle mailbox() {
        return new MailboxVerticle(new MailboxVerticle.Parts(
                bus,
                store,
                nodes,
                pin,
                settings.mail(),
                new SecureRandom(),
                () -> clocks.wall().millis(),
                clocks.nanoTime()));
    }

    private AuthVerticle auth(Secrets secrets, PasswordHasher hasher) {
        SecureRandom random = new SecureRandom();
        return new AuthVerticle(new AuthVerticle.Parts(
                bus,
                store.accounts(),
                store.bans(),
                store.administration(),
                store.invites(),
                pool,
                hasher,
                logins,
                registrations,
                settings.limits().spareLoopback(),
                new ResumeTokens(secrets.tokenKey(), random),
                new VerifiedCache(random, VERIFIED_USERS, VERIFIED_HOLD_MS),
                clocks.wall(),
                clocks.nanoTime(),
                random,
                settings.sessions().tokenLifeS()));
    }

    private AdminVerticle admin(Stewardship steward, CertificateRenewal certificate) {
        return new AdminVerticle(new AdminVerticle.Parts(
                bus,
                store,
                nodes::mayChange,
                new AuditTrail(vertx, steward.audit(), clocks.wall()),
                clocks.wall(),
                new SecureRandom(),
                nodes::self,
                gateway.node(),
                steward.process(),
                pin,
                () -> condition(certificate),
                this::link));
    }

    private Condition condition(CertificateRenewal certificate) {
        return new Condition(
                certificate.current().notAfter(),
                new Condition.Crowd(
                        door.connections(),
                        limitsInForce.limits().door().mostConnections(),
                        door.refused(),
                        door.banned()),
                nodes.mayChange(),
                gateway.isLeaving(),
                !addresses().isEmpty(),
                missing());
    }

    private Optional<String> link(Optional<InviteToken> invite) {
        List<HostPort> registries = addresses().stream().limit(MOST_IN_LINK).toList();
        return registries.isEmpty()
                ? Optional.empty()
                : Optional.of(new JoinLink(registries, pin.plain(), Optional.empty(), invite).toString());
    }

    /**
     * Returns a token with which an account becomes an administrator, if this registry is new. Whoever owns the data folder is
     * shown it.
     */
    public Future<Optional<String>> firstToken() {
        return admin.firstToken();
    }

    /**
     * Puts the limits of these settings in force, and a new certificate in the place of the present one, without closing a
     * connection: limits of connections, requests, logins, registrations, hashes and rooms. The rest needs another start. May
     * be called on any thread.
     *
     * @return completes when all is in force; fails if no certificate can be made, and then nothing has changed
     */
    public Future<Void> adopt(RegistrySettings next) {
        return gateway.renewCertificate().onSuccess(renewed -> setLimits(next));
    }

    private void setLimits(RegistrySettings next) {
        RegistrySettings.Limits limits = next.limits();
        door.setLimits(limits.door());
        hashes.setLimits(limits.hashes());
        logins.setLimits(limits.logins());
        roomPasswords.setLimits(limits.logins());
        registrations.setRate(
                limits.registrations().burst(), limits.registrations().refillMs());
        limitsInForce = next;
    }

    private Future<Void> deploy(Part part, Optional<? extends VerticleBase> verticle) {
        return verticle.isPresent() ? deploy(part, verticle.get()) : Future.succeededFuture();
    }

    private Future<Void> deploy(Part part, VerticleBase verticle) {
        return vertx.deployVerticle(verticle)
                .onSuccess(id -> deployed.add(new Deployed(part, id)))
                .mapEmpty();
    }

    /** Undeploys one verticle. The others keep running, and requests that need it are refused. */
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

    /** The TCP port of the TLS server. */
    public int port() {
        return gateway.port();
    }

    /** The UDP port for keep-alives. */
    public int udpPort() {
        return keepAlive.port();
    }

    /** How this registry is, in figures. May be called on any thread. */
    public Vitals vitals() {
        return new Vitals(
                door.connections(),
                door.refused(),
                door.banned(),
                memberships.known().size(),
                store.bans().known().inForce(clocks.wall().millis()).size(),
                nodes.mayChange(),
                gateway.isLeaving(),
                missing());
    }

    /** The TCP port of the bridge; empty if there is no bridge, or programs come by a Unix socket. */
    public Optional<Integer> bridgePort() {
        return bridge.map(BridgeVerticle::port).filter(port -> port != 0);
    }

    /**
     * The services that other programs provide in this one's place and none provides now, by address, each with since when.
     * May be called from any thread.
     */
    public Map<String, Instant> missing() {
        return bridge.map(BridgeVerticle::missing).orElse(Map.of());
    }

    /** Whether this registry holds its lease, so that it may make changes now. */
    public boolean mayChange() {
        return nodes.mayChange();
    }

    /** The pin of the registry's identity key, by which peers recognise it. */
    public Pin pin() {
        return pin;
    }

    /**
     * Refuses new logins, asks native peers to move to the other registries, and waits at most {@value #DRAIN_MS} ms until
     * they are gone. Does nothing if there is no other registry. Never fails.
     */
    public Future<Void> drain() {
        return nodes.leave().compose(done -> gateway.drain(DRAIN_MS)).otherwiseEmpty();
    }

    /** Says goodbye to peers, ends their sessions and undeploys everything. The store stays open. */
    public Future<Void> stop() {
        if (deployed.isEmpty()) {
            pool.close();
            return Future.succeededFuture();
        }
        return undeploy(deployed.get(deployed.size() - 1)).transform(done -> stop());
    }
}
