package org.hobnob.registry;

import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.hobnob.limits.Rate;
import org.hobnob.net.gate.ConnectionLimits;
import org.hobnob.registry.door.DoorLimits;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.OriginalClient;
import org.hobnob.testing.RawClient;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that do not behave are cut off, and others notice nothing. */
@Tag("slow")
class DoorTest {
    private static final String PONG = "PONG <SUCCESS> <200>";
    private static final String CROWDED = "127.0.0.2";
    private static final int MOST_PER_ADDRESS = 3;
    private static final int HANDSHAKE_MS = 1_000;
    private static final int FIRST_BYTE_MS = 10_000;
    private static final int LOGIN_MS = 60_000;
    private static final int UNREAD_MS = 20_000;
    private static final int LONG_MS = 3_600_000;
    private static final long NS_PER_MS = 1_000_000;

    @TempDir
    static Path folder;

    private static RegistryFixture registry;

    @BeforeAll
    static void start() {
        Rate often = new Rate(1_000_000, 1);
        registry = RegistryFixture.start(
                folder,
                new TestSettings()
                        .limitingLoopback(1_000)
                        .connections(new ConnectionLimits(10_000, MOST_PER_ADDRESS, often, often))
                        .times(new DoorLimits.Times(LONG_MS, FIRST_BYTE_MS, LOGIN_MS, LONG_MS, UNREAD_MS, LONG_MS))
                        .requests(new DoorLimits.Requests(
                                often,
                                new Rate(1, LONG_MS),
                                often,
                                often,
                                new Rate(3, LONG_MS),
                                1_000,
                                1,
                                new DoorLimits.Ahead(often, 1))));
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static RawClient raw(String from) {
        return registry.closing(RawClient.connect(registry.port(), from));
    }

    private static void pass(long ms) {
        registry.clock().addAndGet(ms * NS_PER_MS);
    }

    /** Steps, because the registry may see the end of the handshake later than the client. */
    private static void awaitEnd(RawClient client) {
        Awaitility.await().until(() -> {
            pass(FIRST_BYTE_MS / 10);
            return client.hasEnded();
        });
    }

    @Test
    void addressWithAllItsConnectionsGetsNoMore() {
        RawClient first = raw(CROWDED).shakeHands();
        for (int i = 1; i < MOST_PER_ADDRESS; i++) {
            raw(CROWDED).shakeHands();
        }
        assertTrue(raw(CROWDED).isRefused());
        assertEquals(PONG, registry.connect("127.0.0.3").ask("PING"));
        awaitEnd(first);
        Awaitility.await().until(() -> !raw(CROWDED).isRefused());
    }

    /** A registry of its own, because the others shake hands in their own time, on a busy machine too. */
    @Test
    void connectionWithoutAHandshakeIsClosed(@TempDir Path own) {
        DoorLimits.Times times = new DoorLimits.Times(HANDSHAKE_MS, LONG_MS, LONG_MS, LONG_MS, LONG_MS, LONG_MS);
        try (RegistryFixture impatient = RegistryFixture.start(own, new TestSettings().times(times))) {
            impatient.closing(RawClient.connect(impatient.port(), "127.0.0.4")).readToEnd();
        }
    }

    @Test
    void connectionThatSaysNothingIsClosed() {
        RawClient silent = raw("127.0.0.5").shakeHands();
        awaitEnd(silent);
    }

    @Test
    void pingsDoNotReplaceALogin() {
        NativeClient user = registry.closing(NativeClient.connect(registry.port()));
        user.register(name("dana"));
        NativeClient stranger = registry.connect("127.0.0.6");
        assertEquals(PONG, stranger.ask("PING"));
        pass(LOGIN_MS);
        stranger.awaitClosed();
    }

    @Test
    void loggedInUserMayBeSilent() {
        NativeClient user = registry.newUser(name("dana"));
        NativeClient stranger = registry.connect("127.0.0.7");
        assertEquals(PONG, stranger.ask("PING"));
        pass(2 * LOGIN_MS);
        stranger.awaitClosed();
        assertEquals(PONG, user.ask("PING"));
        user.close();
    }

    @Test
    void userWhoDoesNotReadIsClosed() {
        RawClient deaf = raw("127.0.0.8").shakeHands();
        String user = name("dana") + " " + NativeClient.PASSWORD;
        deaf.send("@1 REGISTER " + user + "\n@2 LOGIN " + user + "\n");
        for (int i = 0; i < 100; i++) {
            deaf.send("@1 HELLO_P2P\n".repeat(300));
        }
        Awaitility.await().pollInterval(Duration.ofMillis(50)).until(() -> {
            pass(500);
            return deaf.isCut();
        });
    }

    @Test
    void nativeThatSendsNonsenseIsToldAndClosed() {
        NativeClient user = registry.newUser(name("dana"));
        user.send("\n".repeat(1_000));
        assertEquals("SESSION_ENDED protocol", user.notice());
        user.awaitClosed();
    }

    @Test
    void originalThatSendsRecordsOfOneByteIsClosed() {
        OriginalClient client = registry.silentOriginal();
        client.send("x");
        assertEquals(OriginalClient.GREETING, client.receive());
        assertEquals("ERROR <FAILURE> <404>", client.receive());
        for (int i = 0; i < 2; i++) {
            assertEquals("ERROR <FAILURE> <404>", client.ask("x"));
        }
        assertEquals(OriginalClient.CLOSED, client.ask("x"));
    }

    @Test
    void originalThatSendsWordsWithoutEndIsClosed() {
        RawClient endless = raw("127.0.0.9").shakeHands();
        endless.send("x".repeat(16_000));
        endless.readToEnd();
    }

    @Test
    void originalBeyondTheBudgetIsRefused() {
        OriginalClient user = registry.originalUser(name("kareem"));
        assertTrue(user.ask("SHOW-ROOM-LIST").startsWith("ROOMS-LIST <SUCCESS> <200> "));
        assertEquals("ROOM-LIST <FAILURE> <404>", user.ask("SHOW-ROOM-LIST"), "originals know no 429");
        user.close();
    }

    @Test
    void requestBeyondTheBudgetIsToldToSlowDown() {
        NativeClient user = registry.newUser(name("dana"));
        assertFalse(user.ask("SHOW_ROOMS_LIST PARTIAL").contains("slow-down"));
        String refused = user.ask("SHOW_ROOMS_LIST PARTIAL");
        assertTrue(refused.matches("ROOMS_LIST <SLOW_DOWN> <429> reason=slow-down wait=[0-9]{6,7}"), refused);
        assertEquals(PONG, user.ask("PING"));
        user.close();
    }
}
