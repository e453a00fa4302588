package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.hobnob.registry.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What strangers send to a peer's door costs their own connections. */
class StrangersTest {
    private static final String ID = "id=" + "0a".repeat(16);
    private static final IncomingLines.Bounds NARROW = new IncomingLines.Bounds(4, 3, 1_500, 600_000);

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
        registry = PeerFixture.await(RegistryFixture.start(vertx, folder, RegistryFixture.settings()));
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
        PeerFixture.await(registry.stop(vertx));
        PeerFixture.await(vertx.close());
    }

    private Socket knock(String from) throws IOException {
        Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), door, InetAddress.getByName(from), 0);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hear(Socket socket) throws IOException {
        try {
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        } catch (SocketException reset) {
            return null;
        }
    }

    private void stillServes() {
        dana.message("omar", "still there?");
        omar.console().see("direct", "user", "dana", "text", "still there?");
    }

    @Test
    void aSenderWhoIsElsewhereIsRefusedAndCounted() throws IOException {
        try (Socket stranger = knock("127.0.0.2")) {
            say(stranger, "@1 DIRECT_MESSAGE dana omar hello " + ID + "\n");
            assertEquals("@1 DIRECT_UNICAST_NOTIFICATION <FAILURE> <404> " + ID, hear(stranger));
            say(stranger, "@2 CHAT_REQUEST omar from=dana\n");
            assertEquals("@2 CHAT_REQUEST_RESPONSE <REJECT> <404> dana", hear(stranger));
        }
        assertEquals(2, omar.counted("refused"));
        assertEquals(0, omar.console().count("direct"));
        assertEquals(0, omar.console().count("chat-request"));
        stillServes();
    }

    @Test
    void aRoomMessageOfNoMemberIsRefused() throws IOException {
        omar.create("lab3");
        try (Socket here = knock("127.0.0.1")) {
            say(here, "@1 DIRECT_BROADCAST dana hello room=lab3 " + ID + "\n");
            assertEquals("@1 DIRECT_BROADCAST_NOTIFICATION <FAILURE> <404> " + ID, hear(here));
        }
        assertEquals(0, omar.console().count("room-text"));
    }

    @Test
    void aMessageForSomebodyElseIsRefused() throws IOException {
        try (Socket here = knock("127.0.0.1")) {
            say(here, "@1 DIRECT_MESSAGE dana nour hello " + ID + "\n");
            assertEquals("@1 DIRECT_UNICAST_NOTIFICATION <FAILURE> <404> " + ID, hear(here));
        }
    }

    @Test
    void garbageCostsItsOwnConnection() throws IOException {
        try (Socket stranger = knock("127.0.0.2")) {
            say(stranger, "GET / HTTP/1.1\n");
            assertEquals("@? ERROR <MALFORMED> <400> reason=malformed", hear(stranger));
            assertEquals(null, hear(stranger));
        }
        try (Socket stranger = knock("127.0.0.2")) {
            stranger.getOutputStream().write(new byte[64 * 1024]);
            String said = hear(stranger);
            assertTrue(said == null || said.startsWith("@? ERROR"), said);
        }
        stillServes();
    }

    @Test
    void anAnswerToNothingIsNotAnswered() throws IOException {
        try (Socket here = knock("127.0.0.1")) {
            say(here, "@9 ERROR <MALFORMED> <400> reason=malformed\n@1 DIRECT_MESSAGE dana omar hello " + ID + "\n");
            assertEquals("@1 DIRECT_UNICAST_NOTIFICATION <SUCCESS> <200> dana hello " + ID, hear(here));
        }
    }

    @Test
    void whoNamesNobodyIsCutOffInTimeAndNoMoreThanAFewAreLetIn() throws IOException {
        try (Socket one = knock("127.0.0.2");
                Socket two = knock("127.0.0.2");
                Socket three = knock("127.0.0.2")) {
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> omar.counted("incoming") == 3);
            try (Socket four = knock("127.0.0.2")) {
                assertEquals(null, hear(four));
            }
            assertEquals(1, omar.counted("turnedAway"));
            stillServes();
            assertEquals(null, hear(one));
            assertEquals(null, hear(two));
            assertEquals(null, hear(three));
        }
        // Dana's line, whose user is known, is still the same one.
        assertEquals(1, omar.counted("incoming"));
        assertEquals(1, dana.counted("outgoing"));
    }
}
