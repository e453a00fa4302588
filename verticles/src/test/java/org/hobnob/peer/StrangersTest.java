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
import org.awaitility.Awaitility;
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
    private static final DirectChatVerticle.Bounds NARROW =
            DirectChatVerticle.Bounds.ofLines(new IncomingLines.Bounds(4, 3, 1_500, 600_000));

    @TempDir
    Path folder;

    private final Identity nobody = Identity.generate(new SecureRandom());
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
        omar = BusPeer.connected("omar", registry.port(), NARROW);
        omar.ask("peer.registry", "register", omar.account());
        omar.login();
        door = dana.contactOf("omar").getInteger("directPort");
    }

    @AfterEach
    void stop() {
        dana.stop();
        omar.stop();
        registry.close();
        Await.await(vertx.close());
    }

    private Stranger knock() {
        return Stranger.knock(vertx, nobody, "127.0.0.2", door);
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
    void anonymousConnectionsAreFewAndTimeOut() {
        try (Stranger one = knock();
                Stranger two = knock();
                Stranger three = knock()) {
            Awaitility.await().until(() -> omar.counted("incoming") == 3);
            try (Stranger four = knock()) {
                four.isShutOut();
            }
            assertEquals(1, omar.counted("turnedAway"));
            stillServes();
            one.isShutOut();
            two.isShutOut();
            three.isShutOut();
        }
        // Dana's line, whose user is known, is still the same one.
        assertEquals(1, omar.counted("incoming"));
        assertEquals(1, dana.counted("outgoing"));
    }
}
