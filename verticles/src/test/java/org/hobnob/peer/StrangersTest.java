package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.hobnob.limits.Rate;
import org.hobnob.net.gate.ConnectionLimits;
import org.hobnob.peer.chat.DirectChatVerticle;
import org.hobnob.peer.identity.Identity;
import org.hobnob.peer.line.IncomingLines;
import org.hobnob.testing.Await;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What strangers send to a peer's door costs their own connections. */
@Tag("slow")
class StrangersTest {
    private static final String ID = "id=" + "0a".repeat(16);
    /** The place of a message alone in its log, and what its acknowledgement says of it. */
    private static final String PLACE = " log=8899aabbccddeeff n=1 first=1";

    private static final String TAKEN = " log=8899aabbccddeeff n=1";
    private static final Rate OFTEN = new Rate(1_000, 1);
    private static final int LINES_PER_KEY = 2;
    private static final long LONG_MS = 600_000;
    private static final long PROVING_MS = 5_000;

    @TempDir
    Path folder;

    private Vertx vertx;
    private RegistryFixture registry;
    private BusPeer dana;
    private BusPeer omar;
    private int door;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        registry = RegistryFixture.start(folder);
        dana = BusPeer.online("dana", registry.port());
        omar = behindANarrowDoor("omar", LONG_MS);
        door = dana.contactOf("omar").getInteger("directPort");
    }

    private BusPeer behindANarrowDoor(String name, long provingMs) {
        ConnectionLimits connections = new ConnectionLimits(12, 3, OFTEN, OFTEN);
        BusPeer peer = BusPeer.connected(
                name,
                registry.port(),
                DirectChatVerticle.Bounds.ofLines(
                        new IncomingLines.Bounds(connections, LINES_PER_KEY, provingMs, LONG_MS)));
        peer.ask("peer.registry", "register", peer.account());
        peer.login();
        return peer;
    }

    @AfterEach
    void stop() {
        dana.stop();
        omar.stop();
        registry.close();
        Await.await(vertx.close());
    }

    private Stranger knock() {
        return knockFrom("127.0.0.2");
    }

    private Stranger knockFrom(String address) {
        return Stranger.knock(vertx, Identity.generate(new SecureRandom()), address, door);
    }

    /** With Dana's key, as another program of hers would. */
    private Stranger knockAsDana() {
        return Stranger.knock(vertx, dana.identity(), "127.0.0.2", door);
    }

    private void stillServes() {
        dana.message("omar", "still there?");
        omar.console().see("direct", "user", "dana", "text", "still there?");
    }

    @Test
    void aSenderWithAnotherKeyIsRefusedAndCounted() {
        omar.create("lab3");
        dana.join("lab3");
        try (Stranger stranger = knock()) {
            stranger.say("@1 DIRECT_MESSAGE dana omar hello " + ID + PLACE + "\n");
            assertEquals(
                    "@1 DIRECT_UNICAST_NOTIFICATION <FAILURE> <404> " + ID + " reason=not-sender", stranger.hear());
            stranger.say("@2 CHAT_REQUEST omar from=dana\n");
            assertEquals("@2 CHAT_REQUEST_RESPONSE <REJECT> <404> dana", stranger.hear());
            stranger.say("@3 DIRECT_BROADCAST dana SEIB_w room=lab3\n");
            assertEquals("@3 ERROR <FAILURE> <404> reason=not-yours", stranger.hear());
        }
        assertEquals(3, omar.counted("refused"));
        assertEquals(0, omar.console().count("direct"));
        assertEquals(0, omar.console().count("chat-request"));
        assertEquals(0, omar.console().count("room-text"));
        stillServes();
    }

    @Test
    void aUserMaySpeakForNobodyElse() {
        BusPeer nour = BusPeer.online("nour", registry.port());
        try (Stranger asNour = Stranger.knock(vertx, nour.identity(), "127.0.0.1", door)) {
            asNour.say("@1 DIRECT_MESSAGE nour omar hello " + ID + PLACE + "\n");
            assertEquals("@1 DIRECT_UNICAST_NOTIFICATION <SUCCESS> <200> nour hello " + ID + TAKEN, asNour.hear());
            String other = "id=" + "0b".repeat(16);
            asNour.say("@2 DIRECT_MESSAGE dana omar hello " + other + PLACE + "\n");
            assertEquals(
                    "@2 DIRECT_UNICAST_NOTIFICATION <FAILURE> <404> " + other + " reason=not-sender", asNour.hear());
        } finally {
            nour.stop();
        }
        assertEquals(0, omar.console().count("direct", "user", "dana"));
        assertEquals(1, omar.counted("refused"));
    }

    @Test
    void theKeyCountsAndNotTheAddress() {
        try (Stranger herself = knockAsDana()) {
            herself.say("@1 DIRECT_MESSAGE dana omar hello " + ID + PLACE + "\n");
            assertEquals("@1 DIRECT_UNICAST_NOTIFICATION <SUCCESS> <200> dana hello " + ID + TAKEN, herself.hear());
        }
    }

    @Test
    void aRoomMessageOfNoMemberIsRefused() {
        omar.create("lab3");
        try (Stranger herself = knockAsDana()) {
            herself.say("@1 DIRECT_BROADCAST dana SEIB_w room=lab3\n");
            assertEquals("@1 DIRECT_BROADCAST_NOTIFICATION <FAILURE> <404> dana", herself.hear());
        }
        assertEquals(0, omar.console().count("room-text"));
    }

    @Test
    void aMessageForSomebodyElseIsRefused() {
        try (Stranger herself = knockAsDana()) {
            herself.say("@1 DIRECT_MESSAGE dana nour hello " + ID + PLACE + "\n");
            assertEquals(
                    "@1 DIRECT_UNICAST_NOTIFICATION <FAILURE> <404> " + ID + " reason=not-recipient", herself.hear());
        }
    }

    @Test
    void garbageCostsItsOwnConnection() {
        try (Stranger stranger = knock()) {
            stranger.say("GET / HTTP/1.1\n".repeat(20));
            assertEquals("@? ERROR <MALFORMED> <400> reason=malformed", stranger.hear());
            stranger.isShutOut();
        }
        try (Stranger stranger = knock()) {
            stranger.say(Buffer.buffer(new byte[2 * 1024 * 1024])).isShutOut();
        }
        stillServes();
    }

    @Test
    void laterVersionMayBeginWithWhatIsUnknown() {
        try (Stranger herself = knockAsDana()) {
            herself.say("@1 SING dana omar\n@2 DIRECT_MESSAGE dana omar hello " + ID + PLACE + "\n");
            assertEquals("@1 ERROR <FAILURE> <404> reason=unknown-command", herself.hear());
            assertEquals("@2 DIRECT_UNICAST_NOTIFICATION <SUCCESS> <200> dana hello " + ID + TAKEN, herself.hear());
        }
    }

    @Test
    void clientWithoutTlsLearnsNothing() throws IOException {
        try (Socket plain = new Socket(InetAddress.getByName("127.0.0.1"), door)) {
            plain.setSoTimeout(10_000);
            String line = "@1 DIRECT_MESSAGE dana omar hello " + ID + PLACE + "\n";
            plain.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
            assertTrue(answer(plain.getInputStream()).indexOf('@') < 0);
        }
        assertEquals(0, omar.counted("incoming"));
        stillServes();
    }

    private static String answer(InputStream in) throws IOException {
        try {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException reset) {
            return "";
        }
    }

    @Test
    void anAnswerToNothingIsNotAnswered() {
        try (Stranger herself = knockAsDana()) {
            herself.say("@9 ERROR <MALFORMED> <400> reason=malformed\n@1 DIRECT_MESSAGE dana omar hello " + ID + PLACE
                    + "\n");
            assertEquals("@1 DIRECT_UNICAST_NOTIFICATION <SUCCESS> <200> dana hello " + ID + TAKEN, herself.hear());
        }
    }

    @Test
    void fourAddressesDoNotFillTheDoor() {
        List<Stranger> inside = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                String address = "127.0.1." + (1 + i % 4);
                Stranger.tryToKnock(vertx, Identity.generate(new SecureRandom()), address, door)
                        .ifPresent(inside::add);
            }
            assertEquals(12 - inside.size(), omar.counted("turnedAway"));
            assertTrue(inside.size() >= 4, "each comes in");
            stillServes();
        } finally {
            inside.forEach(Stranger::close);
        }
    }

    @Test
    void oneKeyHoldsFewConnections() {
        List<Stranger> lines = new ArrayList<>();
        for (int i = 0; i <= LINES_PER_KEY; i++) {
            lines.add(knockAsDana());
        }
        lines.get(0).isShutOut();
        Awaitility.await().atMost(Await.PATIENCE).until(() -> omar.counted("incoming") == LINES_PER_KEY);
        lines.forEach(Stranger::close);
        stillServes();
    }

    @Test
    void oneAddressHoldsFewConnections() {
        try (Stranger one = knock();
                Stranger two = knock();
                Stranger three = knock()) {
            assertEquals(
                    Optional.empty(),
                    Stranger.tryToKnock(vertx, Identity.generate(new SecureRandom()), "127.0.0.2", door));
            assertEquals(1, omar.counted("turnedAway"));
            stillServes();
            List.of(one, two, three).forEach(Stranger::close);
        }
        Awaitility.await().atMost(Await.PATIENCE).until(() -> omar.counted("incoming") == 1);
    }

    @Test
    void anonymousConnectionsTimeOutAndProvenOnesStay() {
        BusPeer nour = behindANarrowDoor("nour", PROVING_MS);
        try (Stranger stranger = Stranger.knock(
                vertx,
                Identity.generate(new SecureRandom()),
                "127.0.0.2",
                dana.contactOf("nour").getInteger("directPort"))) {
            dana.message("nour", "hello");
            nour.console().see("direct", "user", "dana", "text", "hello");
            stranger.isShutOut();
            Awaitility.await().atMost(Await.PATIENCE).until(() -> nour.counted("incoming") == 1);
            assertEquals(1, dana.counted("outgoing"));
        } finally {
            nour.stop();
        }
    }
}
