package org.hobnob.registry;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.limits.RateLimit;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.auth.AuthVerticle;
import org.hobnob.registry.cluster.SingleNode;
import org.hobnob.registry.hashing.HashPool;
import org.hobnob.registry.membership.MembershipNews;
import org.hobnob.registry.presence.PresenceVerticle;
import org.hobnob.registry.rules.credentials.HashBudget;
import org.hobnob.registry.rules.credentials.HashCost;
import org.hobnob.registry.rules.credentials.HashLimits;
import org.hobnob.registry.rules.credentials.LoginLimits;
import org.hobnob.registry.rules.credentials.LoginThrottle;
import org.hobnob.registry.rules.credentials.PasswordHasher;
import org.hobnob.registry.rules.credentials.ResumeTokens;
import org.hobnob.registry.rules.credentials.VerifiedCache;
import org.hobnob.registry.store.Session;
import org.hobnob.registry.store.Store;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.registry.store.embedded.StoreRefusedException;
import org.hobnob.testing.Await;
import org.hobnob.testing.StoreLink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No session remains that nobody watches, when a hash or the store is slower than whoever asked waits. */
@Tag("slow")
class NoGhostTest {
    private static final UserName DANA = new UserName("dana");
    private static final PasswordHash PASSWORD = PasswordHash.ofPassword("open sesame");
    private static final String IP = "127.0.0.1";
    private static final String NODE = "0123456789abcdef";
    private static final long IMPATIENT_MS = 300;

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final AtomicLong nowNs = new AtomicLong();
    private final HashPool pool = HashPool.start(vertx, 1, 10, new HashBudget(HashLimits.DEFAULT, true), nowNs::get);
    private final Queue<String> news = new ConcurrentLinkedQueue<>();
    private EmbeddedStore embedded;
    private StoreLink link;
    private Store near;
    private Store far;

    @BeforeEach
    void start() throws StoreRefusedException {
        embedded = EmbeddedStore.open(folder, IP, 0);
        link = new StoreLink(vertx, embedded.port());
        near = await(Store.open(vertx, embedded.connectionString()));
        far = await(Store.open(vertx, link.through(embedded.connectionString())));
        await(vertx.deployVerticle(new PresenceVerticle(
                bus,
                far,
                new SingleNode(far, NODE),
                new MembershipNews(Registry.stored(far.rooms()), bus),
                NODE,
                Clock.systemUTC(),
                nowNs::get)));
        await(vertx.deployVerticle(new AuthVerticle(parts())));
        await(bus.hear(
                Addresses.PRESENCE_EVENTS,
                Map.of("online", json -> news.add("online"), "offline", json -> news.add("offline"))));
        JsonObject account = new JsonObject()
                .put("user", DANA.shown())
                .put("password", PASSWORD.hex())
                .put("ip", IP);
        await(bus.request(Addresses.AUTH, "register", account));
    }

    private AuthVerticle.Parts parts() {
        Random random = new Random(7);
        return new AuthVerticle.Parts(
                bus,
                far.accounts(),
                far.bans(),
                far.administration(),
                far.invites(),
                pool,
                new PasswordHasher(new byte[32], new HashCost(64, 1, 1), random),
                new LoginThrottle(LoginLimits.DEFAULT),
                new RateLimit<>(10, 1, 10),
                true,
                new ResumeTokens(new byte[32], random),
                new VerifiedCache(random, 10, 1_000),
                Clock.systemUTC(),
                nowNs::get,
                random,
                3_600);
    }

    @AfterEach
    void stop() {
        link.mend();
        // While the way to the store is still there.
        vertx.deploymentIDs().forEach(id -> await(vertx.undeploy(id)));
        await(near.close());
        await(far.close());
        await(vertx.close());
        embedded.close();
    }

    private Future<JsonObject> logIn(String dialect, long timeoutMs) {
        return bus.request(Addresses.AUTH, "login", whereabouts(dialect).put("password", PASSWORD.hex()), timeoutMs);
    }

    private static JsonObject whereabouts(String dialect) {
        return new JsonObject()
                .put("user", DANA.shown())
                .put("dialect", dialect)
                .put("ip", IP)
                .put("directPort", 4_000)
                .put("udpPort", 4_001);
    }

    private Future<JsonObject> claim(long session, long timeoutMs) {
        JsonObject claim =
                whereabouts("native").put("session", SessionId.ofBits(session).hex());
        return bus.request(Addresses.PRESENCE, "claim", claim, timeoutMs);
    }

    private static void isUnavailable(Future<JsonObject> asked) {
        assertEquals(Reason.UNAVAILABLE, Await.refusal(asked).reason());
    }

    private Optional<SessionId> stored() {
        return await(near.sessions().find(DANA)).map(Session::session);
    }

    private void awaitNews(String last) {
        Awaitility.await().until(() -> news.contains(last));
    }

    private void stallHash(String dialect) {
        CountDownLatch stalled = new CountDownLatch(1);
        pool.run(new HashPool.Asker("other", IP), () -> {
            stalled.await();
            return "";
        });
        isUnavailable(logIn(dialect, IMPATIENT_MS));
        stalled.countDown();
        awaitNews("offline");
        assertEquals(Optional.empty(), stored());
        await(logIn(dialect, Bus.HASH_TIMEOUT_MS));
    }

    @Test
    void loginIsTakenBackWhenItsHashWasTooSlow() {
        stallHash("native");
    }

    @Test
    void originalLoginIsTakenBackWhenItsHashWasTooSlow() {
        stallHash("original");
    }

    @Test
    void loginIsTakenBackWhenTheStoreWasTooSlow() {
        link.hold();
        isUnavailable(logIn("native", IMPATIENT_MS));
        link.release();
        awaitNews("offline");
        assertEquals(Optional.empty(), stored());
    }

    @Test
    void claimIsGivenBackWhenTheStoreWasTooSlow() {
        link.hold();
        isUnavailable(claim(1, IMPATIENT_MS));
        link.release();
        awaitNews("offline");
        assertEquals(Optional.empty(), stored());
    }

    private static Session lateSession() {
        return new Session(Json.contact(whereabouts("native")), NODE, SessionId.ofBits(1), 1);
    }

    /** A session is left in the store that was written after everybody had given up. */
    @Test
    void leftOverSessionIsNeitherFoundNorInTheWay() {
        await(near.sessions().insert(lateSession()));
        Future<JsonObject> search = bus.request(Addresses.PRESENCE, "search", whereabouts("native"));
        assertEquals(Reason.NOT_ONLINE, Await.refusal(search).reason());
        await(claim(2, Bus.TIMEOUT_MS));
        assertEquals(Optional.of(SessionId.ofBits(2)), stored());
    }

    @Test
    void sessionOfWhichTheStoreSaidNothingIsGivenBack() {
        await(far.sessions().find(DANA));
        link.freeze();
        isUnavailable(claim(1, Bus.HASH_TIMEOUT_MS));
        await(near.sessions().insert(lateSession()));
        link.mend();
        Awaitility.await().until(() -> stored().isEmpty());
    }
}
