package org.hobnob.registry.keepalive;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.protocol.keepalive.KeepAliveAsker;
import org.hobnob.protocol.keepalive.KeepAliveAsker.Reaction;
import org.hobnob.protocol.keepalive.KeepAliveCodec;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Ask;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Bare;
import org.hobnob.protocol.keepalive.KeepAliveKey;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.testing.KeepAlivePeer;
import org.hobnob.testing.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Silence and signs of life by a clock of the test's: suspect after 3 s, offline 2 s later. */
@Tag("slow")
class KeepAliveVerticleTest {
    private static final String NODE = "node1";
    private static final SessionId SESSION = SessionId.ofBits(0x0102030405060708L);
    private static final SessionId OTHER = SessionId.ofBits(0x1112131415161718L);
    private static final KeepAliveKey KEY = KeepAliveKey.generate(new SecureRandom());
    private static final KeepAliveKey OTHER_KEY = KeepAliveKey.generate(new SecureRandom());
    private static final int TIMEOUT_S = 4;

    private final Vertx vertx = Vertx.vertx();
    private final ManualClock clock = new ManualClock();
    /** What the verticle tells the gateway and presence: the action and the session. */
    private final Queue<String> told = new ConcurrentLinkedQueue<>();

    private KeepAliveVerticle verticle;
    private Bus bus;

    @BeforeEach
    void start() {
        bus = new Bus(vertx);
        vertx.eventBus()
                .<JsonObject>consumer(
                        Addresses.node(NODE), message -> note(message.headers().get(Bus.ACTION), message.body()));
        vertx.eventBus().<JsonObject>consumer(Addresses.PRESENCE, message -> {
            note(message.headers().get(Bus.ACTION), message.body());
            message.reply(new JsonObject());
        });
        verticle = new KeepAliveVerticle(bus, "127.0.0.1", 0, NODE, Patience.DEFAULT, clock);
        await(vertx.deployVerticle(verticle));
        watch("dana", SESSION, KEY);
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    private void note(String action, JsonObject body) {
        told.add(action + " " + body.getString("session") + " " + body.getString("reason", ""));
    }

    private void watch(String user, SessionId session, KeepAliveKey key) {
        bus.send(
                Addresses.KEEP_ALIVE,
                "watch",
                new JsonObject()
                        .put("user", user)
                        .put("session", session.hex())
                        .put("ip", "127.0.0.1")
                        .put("keepAliveKey", key == null ? null : key.revealHex()));
        clock.jump(0);
    }

    private KeepAlivePeer peer() {
        return KeepAlivePeer.open(vertx, verticle.port(), new KeepAliveAsker("dana", SESSION.bits(), KEY, TIMEOUT_S));
    }

    private void awaitTold(String... expected) {
        Awaitility.await().until(() -> told.size() >= expected.length);
        assertEquals(List.of(expected), List.copyOf(told));
    }

    @Test
    void silenceIsProbedAndThenEndsTheSession() {
        clock.advance(2_900);
        assertTrue(told.isEmpty(), () -> "too early: " + told);
        clock.advance(200);
        awaitTold("probe " + SESSION + " ");
        clock.advance(1_800);
        assertEquals(1, told.size(), () -> "too early: " + told);
        clock.advance(400);
        awaitTold("probe " + SESSION + " ", "release " + SESSION + " timeout", "close " + SESSION + " timeout");
    }

    @Test
    void aLineOnTheConnectionAnswersTheProbe() {
        clock.advance(3_200);
        awaitTold("probe " + SESSION + " ");
        bus.send(Addresses.KEEP_ALIVE, "alive", alive(SESSION));
        clock.jump(0);
        clock.advance(2_800);
        assertEquals(1, told.size(), () -> "saved for another 3 s: " + told);
    }

    private static JsonObject alive(SessionId session) {
        return new JsonObject().put("sessions", new JsonArray().add(session.hex()));
    }

    @Test
    void everyTaggedDatagramBuysTheTimeItAsksFor() {
        KeepAlivePeer peer = peer();
        for (int i = 0; i < 3; i++) {
            assertEquals(Reaction.HEARD, peer.ask());
            clock.advance(3_800);
        }
        assertTrue(told.isEmpty(), () -> "kept alive: " + told);
        clock.advance(400);
        awaitTold("probe " + SESSION + " ");
    }

    @Test
    void forgedOrOldDatagramsAreIgnored() {
        watch("emil", OTHER, OTHER_KEY);
        KeepAlivePeer peer = peer();
        byte[] first = peer.question();
        peer.send(first);
        assertEquals(Reaction.HEARD, peer.react());
        clock.advance(2_800);
        // The other session asks for itself, so that it is not what is silent.
        bus.send(Addresses.KEEP_ALIVE, "alive", alive(OTHER));

        peer.send(first);
        for (int bit = 0; bit < first.length * 8; bit += 3) {
            byte[] flipped = peer.question();
            flipped[(bit / 8) % flipped.length] ^= (byte) (1 << (bit % 8));
            peer.send(flipped);
        }
        peer.send(KeepAliveCodec.encode(new Ask("dana", TIMEOUT_S, SESSION.bits(), 9_000), OTHER_KEY));
        peer.send(KeepAliveCodec.encode(new Ask("dana", TIMEOUT_S, OTHER.bits(), 9_000), OTHER_KEY));
        peer.send(KeepAliveCodec.encode(new Ask("emil", TIMEOUT_S, SESSION.bits(), 9_000), KEY));
        peer.send(KeepAliveCodec.encode(new Bare("dana")));
        peer.send("KEEP_ALIVE".getBytes(StandardCharsets.US_ASCII));
        peer.send(new byte[1_000]);
        clock.advance(1_400);
        awaitTold("probe " + SESSION + " ");
        assertEquals(Reaction.HEARD, peer.ask(), "the first answer since is to the one good question");
        assertTrue(peer.hasReceivedNothingMore());
    }

    @Test
    void replayIsNeverAnswered() {
        KeepAlivePeer peer = peer();
        List<byte[]> captured =
                java.util.stream.Stream.generate(peer::question).limit(80).toList();
        captured.forEach(peer::send);
        captured.forEach(datagram -> assertEquals(Reaction.HEARD, peer.react()));
        captured.forEach(peer::send);
        assertEquals(Reaction.HEARD, peer.ask());
        assertTrue(peer.hasReceivedNothingMore(), "nothing but the answer to the new question");
    }

    @Test
    void timedOutPeerIsToldByDatagram() {
        KeepAlivePeer peer = peer();
        assertEquals(Reaction.HEARD, peer.ask());
        clock.advance(TIMEOUT_S * 1_000 + 3_200);
        assertEquals(Reaction.ENDED, peer.react(), "TIMEOUT");
        assertEquals(Reaction.ENDED, peer.ask(), "404");
    }

    @Test
    void forgottenSessionIsNeitherProbedNorAnswered() {
        watch("emil", OTHER, OTHER_KEY);
        bus.send(Addresses.KEEP_ALIVE, "forget", new JsonObject().put("session", SESSION.hex()));
        clock.advance(3_200);
        awaitTold("probe " + OTHER + " ");
    }

    @Test
    void anOriginalUserIsOfflineWithoutAProbe() {
        watch("kareem", OTHER, null);
        KeepAlivePeer bare = peer();
        clock.advance(2_800);
        bare.send(KeepAliveCodec.encode(new Bare("Kareem")));
        assertEquals(Reaction.HEARD, bare.ask(), "what was sent before is read by now");
        clock.advance(2_800);
        assertTrue(told.isEmpty(), () -> told.toString());
        clock.advance(400);
        awaitTold("release " + OTHER + " timeout", "close " + OTHER + " timeout");
    }

    @Test
    void aStallIsGivenToEverybodyOnTop() {
        clock.advance(2_000);
        clock.jump(60_000);
        assertTrue(told.isEmpty(), () -> "expired by our own stall: " + told);
        clock.advance(600);
        assertTrue(told.isEmpty(), () -> told.toString());
        clock.advance(600);
        awaitTold("probe " + SESSION + " ");
        clock.jump(60_000);
        assertEquals(1, told.size(), () -> "expired by our own stall: " + told);
    }
}
