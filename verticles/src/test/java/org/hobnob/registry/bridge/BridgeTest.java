package org.hobnob.registry.bridge;

import static org.hobnob.testing.Await.await;
import static org.hobnob.testing.Await.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.hobnob.bus.Bus;
import org.hobnob.limits.Rate;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** BUS.md 7: programs at the bridge, and what each of them can take. */
@Tag("slow")
class BridgeTest {
    private static final String ROOMS = "registry.rooms";
    private static final String NEWS = "registry.event.room";
    private static final BridgeAccess ACCESS = BridgeAccess.of(List.of(
            "serve registry.rooms",
            "hear registry.event.room",
            "send registry.presence:absent+slow",
            "publish registry.event.room:joined"));

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final AtomicLong aheadNs = new AtomicLong();
    private final List<Closeable> clients = new ArrayList<>();
    private BridgeVerticle bridge;

    private void start(BridgeLimits limits) {
        start(limits, new BridgePlace.Loopback("127.0.0.1", 0));
    }

    private void start(BridgeLimits limits, BridgePlace place) {
        BridgeSettings settings = new BridgeSettings(place, folder.resolve("bridge.secret"), ACCESS, limits);
        bridge = new BridgeVerticle(bus, settings, Clock.systemUTC(), () -> System.nanoTime() + aheadNs.get());
        await(vertx.deployVerticle(bridge));
    }

    /** Wide limits, but for one or the other. */
    private static BridgeLimits limits(int connections, int registrations, int asked, int served, long unreadBytes) {
        return new BridgeLimits(
                connections, 60_000, 20_000, registrations, asked, served, 60_000, unreadBytes, new Rate(100_000, 1));
    }

    private static BridgeLimits wide() {
        return limits(8, 32, 100, 100, 1 << 20);
    }

    @AfterEach
    void stop() throws IOException {
        for (Closeable client : clients) {
            client.close();
        }
        await(vertx.close());
    }

    private String secret() throws IOException {
        return Files.readString(folder.resolve("bridge.secret")).strip();
    }

    private BridgeClient stranger() throws IOException {
        BridgeClient client = BridgeClient.at(bridge.port());
        clients.add(client);
        return client;
    }

    private BridgeClient program() throws IOException {
        BridgeClient client = stranger().hello(secret());
        assertEquals("hello", client.next().getString("type"));
        return client;
    }

    private BridgeClient service() throws IOException {
        BridgeClient client = program();
        client.register(ROOMS);
        assertEquals("registered", client.next().getString("type"));
        return client;
    }

    private static JsonObject err(String message, String address) {
        return new JsonObject().put("type", "err").put("message", message).put("address", address);
    }

    @Test
    void serviceAnswersAndRefusesRequests() throws IOException {
        start(wide());
        BridgeClient service = service();
        Future<JsonObject> list = bus.request(ROOMS, "list", new JsonObject().put("limit", 1));
        JsonObject asked = service.next();
        assertEquals("list", asked.getJsonObject("headers").getString("action"));
        assertEquals(new JsonObject().put("limit", 1), asked.getJsonObject("body"));
        service.say(BridgeClient.send(asked.getString("replyAddress"), "", new JsonObject().put("more", false)));
        assertEquals(new JsonObject().put("more", false), await(list));
        Future<JsonObject> join = bus.request(ROOMS, "join", new JsonObject());
        service.say(new JsonObject()
                .put("type", "fail")
                .put("address", service.next().getString("replyAddress"))
                .put("failureCode", 429)
                .put("message", "slow-down 1500"));
        RefusalException refused = refusal(join);
        assertEquals(Reason.SLOW_DOWN, refused.reason());
        assertEquals(1_500, refused.waitMs());
    }

    @Test
    void programAsksAndIsAnsweredOrRefused() throws IOException {
        start(wide());
        await(bus.serve(
                "registry.presence",
                Map.of(
                        "absent",
                        json -> Future.succeededFuture(new JsonObject().put("users", 7)),
                        "slow",
                        json -> Future.failedFuture(new RefusalException(Reason.NO_SUCH_USER)))));
        BridgeClient program = program();
        program.ask("a", "registry.presence", "absent");
        assertEquals(new JsonObject().put("users", 7), program.next().getJsonObject("body"));
        program.ask("b", "registry.presence", "slow");
        assertEquals(
                err("no-such-user", "b").put("failureCode", 404).put("failureType", "RECIPIENT_FAILURE"),
                program.next());
        program.ask("c", ROOMS, "join");
        assertEquals("access_denied", program.next().getString("message"));
    }

    @Test
    void programHearsAndPublishesWhatItMay() throws Exception {
        start(wide());
        BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
        await(bus.hear(NEWS, Map.of("joined", heard::add, "left", heard::add)));
        BridgeClient program = program();
        program.register(NEWS);
        program.next();
        program.say(BridgeClient.send(NEWS, "joined", new JsonObject().put("user", "dana"))
                .put("type", "publish"));
        assertEquals(new JsonObject().put("user", "dana"), heard.poll(40, TimeUnit.SECONDS));
        JsonObject message = program.next();
        assertEquals(NEWS, message.getString("address"));
        assertFalse(message.getBoolean("send"));
        program.say(BridgeClient.send(NEWS, "left", new JsonObject()).put("type", "publish"));
        assertEquals(err("access_denied", NEWS), program.next());
        program.register("registry.event.presence");
        assertEquals(err("access_denied", "registry.event.presence"), program.next());
        program.say(new JsonObject().put("type", "unregister").put("address", NEWS));
        program.say(new JsonObject().put("type", "ping"));
        assertEquals("pong", program.next().getString("type"));
        bus.publish(NEWS, "joined", new JsonObject());
        program.say(new JsonObject().put("type", "ping"));
        assertEquals("pong", program.next().getString("type"), "it hears no more");
    }

    @Test
    void withoutTheSecretNothingIsTaken() throws IOException {
        start(wide());
        BridgeClient wrong = stranger().hello("x".repeat(43));
        assertEquals("access_denied", wrong.next().getString("message"));
        assertEquals(BridgeClient.CLOSED, wrong.next());
        BridgeClient none = stranger();
        none.register(ROOMS);
        assertEquals("access_denied", none.next().getString("message"));
        assertEquals(Set.of(ROOMS), bridge.missing().keySet());
    }

    @Test
    void secretIsItsOwnersAlone() throws IOException {
        start(wide());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("bridge.secret"))));
        Files.setPosixFilePermissions(folder.resolve("bridge.secret"), PosixFilePermissions.fromString("rw-r--r--"));
        BridgeVerticle again = new BridgeVerticle(
                bus,
                new BridgeSettings(
                        new BridgePlace.Loopback("127.0.0.1", 0), folder.resolve("bridge.secret"), ACCESS, wide()),
                Clock.systemUTC(),
                System::nanoTime);
        Throwable refused = vertx.deployVerticle(again)
                .<Throwable>map(done -> null)
                .otherwise(cause -> cause)
                .await();
        assertTrue(refused.getMessage().contains("is open to other users"), String.valueOf(refused));
    }

    @Test
    void unixSocketIsItsOwnersAlone() throws IOException {
        Path path = folder.resolve("bus.sock");
        start(wide(), new BridgePlace.UnixSocket(path));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        try (BridgeClient client = BridgeClient.at(path).hello(secret())) {
            assertEquals("hello", client.next().getString("type"));
        }
        await(vertx.undeploy(bridge.deploymentID()));
        assertFalse(Files.exists(path), "the socket is taken away");
    }

    @Test
    void requestsOfAProgramThatGoesFailAtOnce() throws IOException {
        start(wide());
        BridgeClient service = service();
        Promise<JsonObject> open = Promise.promise();
        // Far longer than the test has patience.
        bus.request(ROOMS, "join", new JsonObject(), 3_600_000).onComplete(open);
        service.next();
        service.close();
        assertEquals(Reason.UNAVAILABLE, refusal(open.future()).reason());
        Awaitility.await().atMost(Await.PATIENCE).until(() -> bridge.missing().containsKey(ROOMS));
        assertEquals(
                Reason.UNAVAILABLE,
                refusal(bus.request(ROOMS, "join", new JsonObject(), 3_600_000)).reason());
        service();
    }

    @Test
    void anAddressIsServedByOneProgram() throws IOException {
        start(wide());
        BridgeClient first = service();
        assertEquals(Set.of(), bridge.missing().keySet());
        BridgeClient second = program();
        second.register(ROOMS);
        assertEquals(err("already-served", ROOMS), second.next());
        first.say(new JsonObject().put("type", "unregister").put("address", ROOMS));
        Awaitility.await().atMost(Await.PATIENCE).until(() -> bridge.missing().containsKey(ROOMS));
        second.register(ROOMS);
        assertEquals("registered", second.next().getString("type"));
    }

    @Test
    void connectionsAreBounded() throws IOException {
        start(limits(2, 32, 100, 100, 1 << 20));
        program();
        program();
        BridgeClient third = stranger().hello(secret());
        assertEquals("too-many", third.next().getString("message"));
        BridgeClient oldest = stranger();
        stranger();
        stranger();
        assertEquals(BridgeClient.CLOSED, oldest.next(), "strangers make way for new ones");
    }

    @Test
    void silentStrangerIsCutOff() throws IOException {
        start(new BridgeLimits(8, 50, 20_000, 32, 100, 100, 60_000, 1 << 20, new Rate(1_000, 1)));
        BridgeClient silent = stranger();
        assertEquals("silent", silent.next().getString("message"));
        assertEquals(BridgeClient.CLOSED, silent.next());
        BridgeClient program = stranger().hello(secret());
        assertEquals("hello", program.next().getString("type"));
    }

    @Test
    void longFrameEndsTheConnection() throws IOException {
        start(wide());
        BridgeClient program = program();
        program.raw(new byte[] {0, 0, 78, 33});
        assertEquals("too-long", program.next().getString("message"));
        assertEquals(BridgeClient.CLOSED, program.next());
        BridgeClient nonsense = program();
        nonsense.say("[1]");
        assertEquals("not a JSON object in UTF-8", nonsense.next().getString("message"));
        assertEquals(BridgeClient.CLOSED, nonsense.next());
    }

    @Test
    void requestThatIsTooLongForAFrameIsRefused() throws IOException {
        start(wide());
        service();
        JsonObject body = new JsonObject().put("title", "x".repeat(20_000));
        assertEquals(
                Reason.TOO_LONG, refusal(bus.request(ROOMS, "create", body)).reason());
    }

    @Test
    void registrationsAreBounded() throws IOException {
        start(limits(8, 1, 100, 100, 1 << 20));
        BridgeClient service = service();
        service.register(NEWS);
        assertEquals(err("too-many", NEWS), service.next());
    }

    @Test
    void unansweredRequestsOfAProgramAreBounded() throws IOException {
        start(limits(8, 32, 2, 100, 1 << 20));
        await(bus.serve(
                "registry.presence",
                Map.of("slow", json -> Promise.<JsonObject>promise().future())));
        BridgeClient program = program();
        for (String reply : List.of("a", "b", "c")) {
            program.ask(reply, "registry.presence", "slow");
        }
        assertEquals(
                err("slow-down 100", "c").put("failureCode", 429).put("failureType", "RECIPIENT_FAILURE"),
                program.next());
    }

    @Test
    void unansweredRequestsToAProgramAreBounded() throws IOException {
        start(limits(8, 32, 100, 2, 1 << 20));
        service();
        bus.request(ROOMS, "join", new JsonObject(), 3_600_000);
        bus.request(ROOMS, "join", new JsonObject(), 3_600_000);
        assertEquals(
                Reason.UNAVAILABLE,
                refusal(bus.request(ROOMS, "join", new JsonObject(), 3_600_000)).reason());
    }

    @Test
    void requestThatIsNeverAnsweredGivesItsPlaceFree() throws IOException {
        start(limits(8, 32, 100, 1, 1 << 20));
        BridgeClient service = service();
        Future<JsonObject> lost = bus.request(ROOMS, "join", new JsonObject(), 3_600_000);
        String late = service.next().getString("replyAddress");
        aheadNs.addAndGet(61_000_000_000L);
        assertEquals(Reason.UNAVAILABLE, refusal(lost).reason());
        service.say(BridgeClient.send(late, "", new JsonObject()));
        assertEquals(err("unknown_address", late), service.next());
    }

    @Test
    void programThatDoesNotReadIsCutOff() throws IOException {
        start(limits(8, 32, 100, 100, 100_000));
        BridgeClient slow = service();
        slow.register(NEWS);
        slow.next();
        JsonObject large = new JsonObject().put("text", "x".repeat(10_000));
        // The system's buffers take some megabytes first.
        for (int i = 0; i < 20_000 && bridge.missing().isEmpty(); i++) {
            bus.publish(NEWS, "changed", large);
        }
        Awaitility.await().atMost(Await.PATIENCE).until(() -> bridge.missing().containsKey(ROOMS));
        BridgeClient other = program();
        other.say(new JsonObject().put("type", "ping"));
        assertEquals("pong", other.next().getString("type"));
    }

    @Test
    void floodIsTakenAtItsPaceAndDelaysNobody() throws IOException {
        start(new BridgeLimits(8, 60_000, 20_000, 32, 100, 100, 60_000, 1 << 20, new Rate(20, 3_600_000)));
        BridgeClient flood = program();
        for (int i = 0; i < 1_000; i++) {
            flood.say(new JsonObject().put("type", "ping"));
        }
        for (int i = 0; i < 19; i++) {
            assertEquals("pong", flood.next().getString("type"));
        }
        BridgeClient other = program();
        other.say(new JsonObject().put("type", "ping"));
        assertEquals("pong", other.next().getString("type"));
        assertEquals(0, flood.waiting(), "no further frame is taken before its time");
    }
}
