package org.hobnob.registry.original;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.hobnob.registry.keepalive.Patience;
import org.hobnob.testing.KeepAliveTicker;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.OriginalClient;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three seconds of silence, no less and not much more, end an original user's login. */
@Tag("slow")
class OriginalKeepAliveTest {
    private static final long NS_PER_MS = 1_000_000;
    private static final Patience NATIVE_ENDLESS = new Patience(Patience.DEFAULT.originalMs(), 600_000, 600_000);

    @TempDir
    Path folder;

    private final StallMeter stalls = new StallMeter();
    private RegistryFixture registry;

    private void start(Patience patience) {
        registry = RegistryFixture.start(folder, new TestSettings().patience(patience));
    }

    @AfterEach
    void stop() throws Exception {
        stalls.close();
        registry.close();
    }

    /** Waits for the registry to close; it must be so long after the last sign of life, which began at the time given. */
    private void assertDroppedAfterThreeSeconds(OriginalClient client, long lastSignNs) {
        assertEquals(OriginalClient.CLOSED, client.receive());
        long silenceMs = (System.nanoTime() - lastSignNs) / NS_PER_MS;
        assertTrue(silenceMs >= 3_000, "dropped after " + silenceMs + " ms");
        assertTrue(silenceMs <= 3_500 + stalls.stalledMs(), "dropped after " + silenceMs + " ms");
    }

    /** The connection closes at once, what the store has to say follows. */
    private static void awaitOffline(String user, OriginalClient watcher) {
        Awaitility.await()
                .until(() -> watcher.ask("SEARCH_USER " + user), "SEARCH_USER_RESPONSE <NOT_ONLINE> <300>"::equals);
    }

    @Test
    void threeSecondsAfterLoginASilentUserIsDropped() {
        start(NATIVE_ENDLESS);
        NativeClient watcher = registry.newUser("dana");
        OriginalClient client = registry.original();
        client.ask("REGISTER Kareem " + RegistryFixture.PASSWORD);
        long loginNs = System.nanoTime();
        client.ask("LOGIN Kareem " + RegistryFixture.PASSWORD);
        assertDroppedAfterThreeSeconds(client, loginNs);
        Awaitility.await()
                .until(() -> watcher.ask("SEARCH_USER Kareem").startsWith("SEARCH_USER_RESPONSE <NOT_ONLINE> <300>"));
    }

    @Test
    void threeSecondsAfterTheLastKeepAliveASilentUserIsDropped() {
        start(NATIVE_ENDLESS);
        OriginalClient client = registry.originalUser("Kareem");
        KeepAliveTicker ticker = client.tick("kareem", 100);
        Awaitility.await().until(() -> ticker.sent() >= 8);
        ticker.close();
        assertDroppedAfterThreeSeconds(client, ticker.lastSentNs());
    }

    @Test
    void threeSecondsAfterTheLastRequestASilentUserIsDropped() {
        start(NATIVE_ENDLESS);
        OriginalClient client = registry.originalUser("Kareem");
        client.ask("SHOW-ROOM-LIST");
        long firstNs = System.nanoTime();
        long lastNs = firstNs;
        // The last requests come close behind others: each must count for itself.
        while (lastNs - firstNs < 400 * NS_PER_MS) {
            lastNs = System.nanoTime();
            client.ask("SHOW-ROOM-LIST");
        }
        assertDroppedAfterThreeSeconds(client, lastNs);
    }

    @Test
    void keepAlivesEverySecondKeepAUserAndGetNoAnswer() throws Exception {
        start(NATIVE_ENDLESS);
        NativeClient watcher = registry.newUser("dana");
        OriginalClient client = registry.originalUser("Kareem");
        registry.closing(client.tick("Kareem", 1_000));
        Awaitility.await()
                .during(Duration.ofMillis(5_300))
                .atMost(Duration.ofSeconds(8))
                .until(() -> watcher.ask("SEARCH_USER Kareem").startsWith("SEARCH_USER_RESPONSE <SUCCESS> <200>"));
        assertEquals("ROOMS-LIST <SUCCESS> <200> ", client.ask("SHOW-ROOM-LIST"));
        client.udp().setSoTimeout(1);
        assertThrows(SocketTimeoutException.class, () -> client.udp().receive(new DatagramPacket(new byte[64], 64)));
    }

    @Test
    void requestsAloneKeepAUser() {
        start(NATIVE_ENDLESS);
        OriginalClient client = registry.originalUser("Kareem");
        Awaitility.await()
                .pollInterval(Duration.ofMillis(1_200))
                .during(Duration.ofMillis(4_000))
                .atMost(Duration.ofSeconds(8))
                .until(() -> client.ask("SHOW-ROOM-LIST").equals("ROOMS-LIST <SUCCESS> <200> "));
    }

    @Test
    void aKeepAliveFromAnotherAddressDoesNotKeepAUser() throws Exception {
        start(NATIVE_ENDLESS);
        OriginalClient client = registry.original();
        client.ask("REGISTER Kareem " + RegistryFixture.PASSWORD);
        long loginNs = System.nanoTime();
        client.ask("LOGIN Kareem " + RegistryFixture.PASSWORD);
        try (DatagramSocket forger = new DatagramSocket(0, InetAddress.getByName("127.0.0.2"));
                KeepAliveTicker forging =
                        new KeepAliveTicker(() -> client.datagram(forger, "KEEP_ALIVE Kareem"), 100)) {
            assertDroppedAfterThreeSeconds(client, loginNs);
            assertTrue(forging.sent() > 10);
        }
    }

    @Test
    void aKeepAliveForAnotherUserDoesNotKeepOne() {
        start(NATIVE_ENDLESS);
        OriginalClient other = registry.originalUser("Networks");
        registry.closing(other.tick("Networks", 500));
        OriginalClient client = registry.original();
        client.ask("REGISTER Kareem " + RegistryFixture.PASSWORD);
        long loginNs = System.nanoTime();
        client.ask("LOGIN Kareem " + RegistryFixture.PASSWORD);
        assertDroppedAfterThreeSeconds(client, loginNs);
        awaitOffline("Kareem", other);
    }

    @Test
    void aBareKeepAliveDoesNotKeepANativeUser() {
        start(new Patience(600_000, 800, 600));
        OriginalClient sender = registry.originalUser("Kareem");
        NativeClient dana = registry.newUser("dana");
        registry.closing(sender.tick("dana", 50));
        assertTrue(dana.notice("PROBE").startsWith("PROBE"));
        dana.awaitClosed();
        awaitOffline("dana", sender);
    }

    @Test
    void whoWasDroppedMayLogInAgain() {
        start(new Patience(500, 600_000, 600_000));
        OriginalClient dropped = registry.originalUser("Kareem");
        assertEquals(OriginalClient.CLOSED, dropped.receive());
        OriginalClient again = registry.original();
        String login = "LOGIN Kareem " + RegistryFixture.PASSWORD;
        Awaitility.await().until(() -> again.ask(login), "AUTH <SUCCESS> <200>"::equals);
        assertEquals(again.localPort(), again.find("Kareem").getPort());
    }

    @Test
    void aClientThatIsNotLoggedInIsNotWatched() {
        start(new Patience(300, 600_000, 600_000));
        OriginalClient notYet = registry.original();
        assertEquals(OriginalClient.CLOSED, registry.originalUser("Kareem").receive());
        assertEquals("AUTH <FAILURE> <404>", notYet.ask("LOGIN Nobody " + RegistryFixture.PASSWORD));
    }
}
