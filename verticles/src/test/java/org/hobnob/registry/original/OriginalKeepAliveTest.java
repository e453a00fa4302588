package org.hobnob.registry.original;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.hobnob.registry.keepalive.Patience;
import org.hobnob.testing.ManualClock;
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
    private static final Patience NATIVE_ENDLESS = new Patience(Patience.DEFAULT.originalMs(), 600_000, 600_000);

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();
    private RegistryFixture registry;

    private void start(Patience patience) {
        registry = RegistryFixture.start(
                folder, new TestSettings().patience(patience).clock(clock));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private void keepAlive(OriginalClient client, String user) {
        client.keepAlive(user);
        clock.settle();
    }

    /** @param silentMs for how long no sign of life has come */
    private void assertDroppedAfterThreeSeconds(OriginalClient client, NativeClient watcher, long silentMs) {
        clock.advance(2_950 - silentMs);
        assertOnline(watcher);
        clock.advance(100);
        assertEquals(OriginalClient.CLOSED, client.receive());
    }

    private static void assertOnline(NativeClient watcher) {
        String found = watcher.ask("SEARCH_USER Kareem");
        assertTrue(found.startsWith("SEARCH_USER_RESPONSE <SUCCESS> <200>"), found);
    }

    /** The connection closes at once, what the store has to say follows. */
    private static void awaitOffline(String user, OriginalClient watcher) {
        Awaitility.await()
                .until(() -> watcher.ask("SEARCH_USER " + user), "SEARCH_USER_RESPONSE <NOT_ONLINE> <300>"::equals);
    }

    @Test
    void silenceFromLoginOnDrops() {
        start(NATIVE_ENDLESS);
        NativeClient watcher = registry.newUser("dana");
        OriginalClient client = registry.originalUser("Kareem");
        assertDroppedAfterThreeSeconds(client, watcher, 0);
        Awaitility.await()
                .until(() -> watcher.ask("SEARCH_USER Kareem").startsWith("SEARCH_USER_RESPONSE <NOT_ONLINE> <300>"));
    }

    @Test
    void silenceCountsFromTheLastKeepAlive() {
        start(NATIVE_ENDLESS);
        NativeClient watcher = registry.newUser("dana");
        OriginalClient client = registry.originalUser("Kareem");
        clock.advance(2_000);
        keepAlive(client, "kareem");
        assertDroppedAfterThreeSeconds(client, watcher, 0);
    }

    @Test
    void silenceCountsFromTheLastRequest() {
        start(NATIVE_ENDLESS);
        NativeClient watcher = registry.newUser("dana");
        OriginalClient client = registry.originalUser("Kareem");
        // The last one comes close behind others: each must count for itself.
        for (int i = 0; i < 10; i++) {
            clock.advance(40);
            client.ask("SHOW-ROOM-LIST");
        }
        assertDroppedAfterThreeSeconds(client, watcher, 0);
    }

    @Test
    void keepAlivesKeepAUserOnlineWithoutAnswers() throws Exception {
        start(NATIVE_ENDLESS);
        NativeClient watcher = registry.newUser("dana");
        OriginalClient client = registry.originalUser("Kareem");
        for (int i = 0; i < 5; i++) {
            clock.advance(1_000);
            keepAlive(client, "Kareem");
            assertOnline(watcher);
        }
        assertEquals("ROOMS-LIST <SUCCESS> <200> ", client.ask("SHOW-ROOM-LIST"));
        client.udp().setSoTimeout(1);
        assertThrows(SocketTimeoutException.class, () -> client.udp().receive(new DatagramPacket(new byte[64], 64)));
    }

    @Test
    void requestsAloneKeepAUser() {
        start(NATIVE_ENDLESS);
        OriginalClient client = registry.originalUser("Kareem");
        for (int i = 0; i < 4; i++) {
            clock.advance(1_200);
            assertEquals("ROOMS-LIST <SUCCESS> <200> ", client.ask("SHOW-ROOM-LIST"));
        }
    }

    @Test
    void keepAliveFromAnotherAddressCountsForNothing() throws Exception {
        start(NATIVE_ENDLESS);
        NativeClient watcher = registry.newUser("dana");
        OriginalClient client = registry.originalUser("Kareem");
        try (DatagramSocket forger = new DatagramSocket(0, InetAddress.getByName("127.0.0.2"))) {
            for (int i = 0; i < 5; i++) {
                clock.advance(500);
                client.datagram(forger, "KEEP_ALIVE Kareem");
            }
        }
        assertDroppedAfterThreeSeconds(client, watcher, 2_500);
    }

    @Test
    void keepAliveForAnotherUserCountsForNothing() {
        start(NATIVE_ENDLESS);
        NativeClient watcher = registry.newUser("dana");
        OriginalClient other = registry.originalUser("Networks");
        OriginalClient client = registry.originalUser("Kareem");
        for (int i = 0; i < 5; i++) {
            clock.advance(500);
            keepAlive(other, "Networks");
        }
        assertDroppedAfterThreeSeconds(client, watcher, 2_500);
        awaitOffline("Kareem", other);
    }

    @Test
    void bareKeepAliveDoesNotKeepANativeUser() {
        start(new Patience(600_000, 800, 600));
        OriginalClient sender = registry.originalUser("Kareem");
        NativeClient dana = registry.newUser("dana");
        for (int i = 0; i < 9; i++) {
            clock.advance(100);
            keepAlive(sender, "dana");
        }
        assertEquals("PROBE", dana.notice("PROBE"));
        for (int i = 0; i < 7; i++) {
            keepAlive(sender, "dana");
            clock.advance(100);
        }
        dana.awaitClosed();
        awaitOffline("dana", sender);
    }

    @Test
    void timedOutUserMayLogInAgain() {
        start(new Patience(500, 600_000, 600_000));
        OriginalClient dropped = registry.originalUser("Kareem");
        clock.advance(600);
        assertEquals(OriginalClient.CLOSED, dropped.receive());
        OriginalClient again = registry.original();
        String login = "LOGIN Kareem " + RegistryFixture.PASSWORD;
        Awaitility.await().until(() -> again.ask(login), "AUTH <SUCCESS> <200>"::equals);
        assertEquals(again.localPort(), again.find("Kareem").getPort());
    }

    @Test
    void clientThatIsNotLoggedInIsNotWatched() {
        start(new Patience(300, 600_000, 600_000));
        OriginalClient notYet = registry.original();
        OriginalClient silent = registry.originalUser("Kareem");
        clock.advance(400);
        assertEquals(OriginalClient.CLOSED, silent.receive());
        assertEquals("AUTH <FAILURE> <404>", notYet.ask("LOGIN Nobody " + RegistryFixture.PASSWORD));
    }
}
