package org.hobnob.registry;

import static org.hobnob.testing.Await.await;
import static org.hobnob.testing.RegistryFixture.PASSWORD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hobnob.bus.Bus;
import org.hobnob.net.tls.CertificateRenewal;
import org.hobnob.net.tls.NodeCertificate;
import org.hobnob.net.tls.ServerTls;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.registry.gateway.Door;
import org.hobnob.registry.gateway.GatewayVerticle;
import org.hobnob.registry.secrets.Secrets;
import org.hobnob.registry.secrets.SecretsFile;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.WideLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway before stand-ins that know nothing but the JSON of protocol/BUS.md: any service can be another program. */
@Tag("slow")
class StandInTest {
    private static final String SESSION = "0123456789abcdef";
    private static final String KEY = "5a".repeat(32);
    private static final String TOKEN = "T".repeat(40);
    private static final String STATE =
            "{\"room\":\"Nets\",\"host\":\"Dana\",\"version\":3,\"port\":4001,\"capacity\":9,\"kind\":\"open\"}";
    private static final String CONTACT =
            "{\"user\":\"Emil\",\"ip\":\"127.0.0.1\",\"directPort\":4000,\"udpPort\":4001,"
                    + "\"dialect\":\"native\",\"key\":null,\"rooms\":[\"Nets\"]}";
    private static final String SUMMARY =
            STATE.replace("}", ",\"title\":\"A title\",\"locked\":true,\"members\":[\"Dana\",\"Emil\"]}");

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private NativeClient client;

    @BeforeEach
    void start() {
        consume("registry.auth");
        consume("registry.rooms");
        consume("registry.presence");
        consume("registry.keepalive");
        Secrets secrets = new SecretsFile(folder.resolve("secrets")).loadOrCreate(true, new SecureRandom());
        CertificateRenewal certificate = new CertificateRenewal(
                now -> NodeCertificate.issue(secrets.identity(), List.of(), now, new SecureRandom()),
                Clock.systemUTC());
        GatewayVerticle gateway = new GatewayVerticle(
                new Bus(vertx),
                new GatewayVerticle.Settings(
                        ServerTls.options(certificate.current(), TlsEngine.AUTO)
                                .setHost("127.0.0.1")
                                .setPort(0),
                        certificate,
                        "node1",
                        "stand-ins",
                        () -> 15_500,
                        true,
                        false,
                        () -> true,
                        false,
                        new Door(WideLimits.DOOR, System::nanoTime, address -> false)),
                System::nanoTime,
                Clock.systemUTC());
        await(vertx.deployVerticle(gateway));
        client = NativeClient.connect(gateway.port(), secrets.pin(), "127.0.0.1");
    }

    @AfterEach
    void stop() {
        client.close();
        await(vertx.close());
    }

    private void consume(String address) {
        vertx.eventBus().<JsonObject>localConsumer(address, message -> answer(address, message));
    }

    private void answer(String address, Message<JsonObject> message) {
        String action = message.headers().get("action");
        JsonObject body = message.body();
        asked.add(address + " " + action + " " + body.encode());
        switch (address + " " + action) {
            case "registry.auth login", "registry.auth resume" ->
                message.reply(new JsonObject()
                        .put("user", "Dana")
                        .put("session", SESSION)
                        .put("token", TOKEN)
                        .put("keepAliveKey", KEY));
            case "registry.auth register" -> message.fail(429, "slow-down 1500");
            case "registry.rooms create", "registry.rooms join" -> message.reply(new JsonObject(STATE));
            case "registry.rooms list" ->
                message.reply(new JsonObject()
                        .put("rooms", new JsonArray().add(new JsonObject(SUMMARY)))
                        .put("more", false));
            case "registry.rooms members" ->
                message.reply(new JsonObject(SUMMARY)
                        .put(
                                "places",
                                new JsonArray()
                                        .add(new JsonObject().put("user", "Dana"))
                                        .add(new JsonObject().put("user", "Emil"))));
            case "registry.presence search" -> message.reply(new JsonObject(CONTACT));
            case "registry.presence list" ->
                message.reply(new JsonObject()
                        .put("peers", new JsonArray().add(new JsonObject(CONTACT)))
                        .put("more", true));
            case "registry.presence contacts" ->
                message.reply(new JsonObject().put("contacts", new JsonArray().add(new JsonObject(CONTACT))));
            case "registry.rooms exit" -> message.fail(404, "not-a-member");
            default -> message.reply(new JsonObject());
        }
    }

    private String nextAsked() {
        try {
            String next = asked.poll(20, TimeUnit.SECONDS);
            assertTrue(next != null, "nothing was asked");
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Skips what was asked until something begins so. */
    private String awaitAsked(String beginning) {
        String next = nextAsked();
        while (!next.startsWith(beginning)) {
            next = nextAsked();
        }
        return next;
    }

    private void logIn() {
        client.enter("LOGIN dana " + PASSWORD + " 4000 udp=4001");
    }

    @Test
    void logInsPassThroughAuth() {
        assertEquals("REGISTER <SLOW_DOWN> <429> reason=slow-down wait=1500", client.ask("REGISTER dana " + PASSWORD));
        assertEquals(
                "registry.auth register {\"user\":\"dana\",\"password\":\"" + PASSWORD + "\",\"ip\":\"127.0.0.1\"}",
                nextAsked());
        assertEquals(
                "AUTH <SUCCESS> <200> Dana session=" + SESSION + " token=" + TOKEN + " key=" + KEY + " ip=127.0.0.1",
                client.ask("LOGIN dana " + PASSWORD + " 4000 udp=4001"));
        assertEquals(
                new JsonObject()
                        .put("user", "dana")
                        .put("password", PASSWORD)
                        .put("dialect", "native")
                        .put("ip", "127.0.0.1")
                        .put("directPort", 4000)
                        .put("udpPort", 4001)
                        .putNull("key")
                        .put("caps", "-"),
                body(awaitAsked("registry.auth login")));
        assertEquals("LOGOUT <SUCCESS> <200>", client.ask("LOGOUT"));
        assertEquals(ownSession(), body(awaitAsked("registry.auth logout")));
        assertTrue(client.ask("RESUME " + TOKEN).startsWith("AUTH <SUCCESS> <200> Dana "));
        assertEquals(TOKEN, body(awaitAsked("registry.auth resume")).getString("token"));
    }

    private static JsonObject body(String asked) {
        return new JsonObject(asked.substring(asked.indexOf('{')));
    }

    private static JsonObject ownSession() {
        return new JsonObject().put("user", "Dana").put("session", SESSION);
    }

    @Test
    void roomsPassThroughRooms() {
        logIn();
        String state = "Nets host=Dana version=3 port=4001 capacity=9 kind=open";
        assertEquals("CREATION <SUCCESS> <200> " + state, client.ask("CREATE_CHAT_ROOM Nets - 9 A\\stitle kind=open"));
        JsonObject create = body(awaitAsked("registry.rooms create"));
        assertEquals("A title", create.getString("title"));
        assertEquals("open", create.getString("kind"));
        assertEquals(9, create.getInteger("capacity"));
        assertEquals(4001, create.getInteger("port"));
        assertEquals("JOIN <SUCCESS> <200> " + state, client.ask("JOIN_CHAT_ROOM Nets " + PASSWORD + " 1"));
        assertEquals(PASSWORD, body(awaitAsked("registry.rooms join")).getString("password"));
        assertEquals(
                "ROOMS_LIST <FOUND> <200> Nets A\\stitle 2 9 Dana locked open more=no members=Dana,Emil",
                client.ask("SHOW_ROOMS_LIST DETAILED after=Abc"));
        assertEquals("Abc", body(awaitAsked("registry.rooms list")).getString("after"));
        assertEquals("KICK <SUCCESS> <200>", client.ask("KICK Emil Nets"));
        assertEquals(ownSession().put("room", "Nets").put("member", "Emil"), body(awaitAsked("registry.rooms kick")));
        assertEquals("ROOM_EXIT_RESPONSE <FAILURE> <404> reason=not-a-member", client.ask("ROOM_EXIT Dana Nets"));
        assertEquals(ownSession().put("room", "Nets"), body(awaitAsked("registry.rooms exit")));
    }

    @Test
    void searchesAndListsPassThroughPresence() {
        logIn();
        String emil = "Emil Nets 4000 127.0.0.1 4001 native -";
        assertEquals("SEARCH_USER_RESPONSE <SUCCESS> <200> " + emil, client.ask("SEARCH_USER emil"));
        assertEquals("PEER_LIST <SUCCESS> <200> " + emil + " more=yes", client.ask("DISCOVER_PEERS DETAILED"));
        assertEquals("Dana", body(awaitAsked("registry.presence list")).getString("except"));
        assertEquals(
                "PEER_LIST <SUCCESS> <200> Nets Dana - 0 - 0 native - " + emil
                        + " host=Dana version=3 port=4001 capacity=9 kind=open more=no",
                client.ask("DISCOVER_PEERS Nets"));
        client.close();
        assertEquals(ownSession().put("reason", "closed"), body(awaitAsked("registry.presence release")));
    }

    @Test
    void sessionsAreWatchedByKeepAlive() {
        logIn();
        assertEquals(
                ownSession().put("ip", "127.0.0.1").put("keepAliveKey", KEY),
                body(awaitAsked("registry.keepalive watch")));
        client.ask("PING");
        assertEquals(
                new JsonObject().put("sessions", new JsonArray().add(SESSION)),
                body(awaitAsked("registry.keepalive alive")));
        client.ask("LOGOUT");
        assertEquals(ownSession(), body(awaitAsked("registry.keepalive forget")));
    }

    @Test
    void eventsAndOrdersToTheNodeReachTheClient() {
        logIn();
        JsonObject news =
                new JsonObject(STATE).put("user", "Emil").put("members", new JsonArray(List.of("Dana", "Emil")));
        List<String> actions = List.of("joined", "left", "logged-out", "absent", "back");
        List<String> notices = List.of("USER_JOINED", "USER_LEFT", "USER_LOGOUT", "USER_ABSENT", "USER_BACK");
        actions.forEach(action -> vertx.eventBus().publish("registry.event.room", news, action(action)));
        for (String notice : notices) {
            assertEquals(notice + " Emil Nets host=Dana version=3 port=4001 capacity=9 kind=open", client.notice());
        }
        vertx.eventBus().publish("registry.event.room", news.copy().put("by", "Dana"), action("kicked"));
        assertEquals(
                "USER_KICKED Emil Nets by=Dana host=Dana version=3 port=4001 capacity=9 kind=open", client.notice());
        JsonObject own =
                new JsonObject(STATE).put("user", "Dana").put("by", "Emil").put("members", new JsonArray());
        vertx.eventBus().publish("registry.event.room", own, action("kicked"));
        assertTrue(client.notice().startsWith("USER_KICKED Dana Nets by=Emil "), "told of the own removal");
        vertx.eventBus().send("registry.node.node1", new JsonObject().put("session", SESSION), action("probe"));
        assertEquals("PROBE", client.notice());
        vertx.eventBus()
                .send(
                        "registry.node.node1",
                        new JsonObject().put("session", SESSION).put("reason", "taken-over"),
                        action("close"));
        assertEquals("SESSION_ENDED taken-over", client.notice());
        client.awaitClosed();
    }

    private static DeliveryOptions action(String name) {
        return new DeliveryOptions().addHeader("action", name);
    }
}
