package org.hobnob.registry.original;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.OriginalClient;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SEARCH_USER and DISCOVER_PEERS as original clients spell them. */
@Tag("slow")
class OriginalPeersTest {
    @TempDir
    Path folder;

    private RegistryFixture registry;

    @BeforeEach
    void start() {
        registry = RegistryFixture.start(folder);
    }

    @AfterEach
    void stop() throws Exception {
        registry.close();
    }

    @Test
    void aUserLooksItselfUpRightAfterLogin() {
        OriginalClient kareem = registry.originalUser("Kareem");
        assertEquals(
                "SEARCH_USER_RESPONSE <SUCCESS> <200> 127.0.0.1:" + kareem.localPort(),
                kareem.ask("SEARCH_USER Kareem"));
    }

    @Test
    void addressIsTheSourceOfTheTlsConnection() {
        OriginalClient kareem = registry.originalUser("Kareem");
        OriginalClient other = registry.originalUser("Networks");
        assertEquals(new InetSocketAddress("127.0.0.1", kareem.localPort()), other.find("Kareem"));
        assertEquals(new InetSocketAddress("127.0.0.1", kareem.localPort()), other.find("kareem"));
        assertEquals(new InetSocketAddress("127.0.0.1", other.localPort()), kareem.find("Networks"));
    }

    @Test
    void offlineAndUnknownUsersAreToldApart() {
        OriginalClient kareem = registry.originalUser("Kareem");
        OriginalClient gone = registry.originalUser("Gone");
        gone.ask("LOGOUT Gone");
        assertEquals("SEARCH_USER_RESPONSE <NOT_ONLINE> <300>", kareem.ask("SEARCH_USER Gone"));
        assertEquals("SEARCH_USER_RESPONSE <NOT_FOUND> <404>", kareem.ask("SEARCH_USER Nobody"));
        assertEquals("SEARCH_USER_RESPONSE <NOT_FOUND> <404>", kareem.ask("SEARCH_USER System"));
        assertEquals("SEARCH_USER_RESPONSE <NOT_FOUND> <404>", kareem.ask("SEARCH_USER a.b"));
    }

    @Test
    void disconnectedUserIsOffline() {
        OriginalClient watcher = registry.originalUser("Watcher");
        registry.originalUser("Kareem").kill();
        Awaitility.await()
                .until(() -> watcher.ask("SEARCH_USER Kareem"), "SEARCH_USER_RESPONSE <NOT_ONLINE> <300>"::equals);
        assertEquals("PEER_LIST <FAILURE> <404>", watcher.ask("DISCOVER_PEERS SIMPLE Watcher"));
    }

    @Test
    void nobodyElseOnlineIsAFailure() {
        OriginalClient kareem = registry.originalUser("Kareem");
        assertEquals("PEER_LIST <FAILURE> <404>", kareem.ask("DISCOVER_PEERS DETAILED Kareem"));
        assertEquals("PEER_LIST <FAILURE> <404>", kareem.ask("DISCOVER_PEERS SIMPLE Kareem"));
    }

    @Test
    void listsShowAllButTheAskerAsFirstWritten() {
        OriginalClient kareem = registry.originalUser("Kareem");
        OriginalClient networks = registry.originalUser("Networks");
        OriginalClient myname = registry.originalUser("myname");
        assertEquals("PEER_LIST <SUCCESS> <200> myname Networks", kareem.ask("DISCOVER_PEERS SIMPLE Kareem"));
        assertEquals("PEER_LIST <SUCCESS> <200> Kareem Networks", myname.ask("DISCOVER_PEERS SIMPLE myname"));
        assertEquals(
                "PEER_LIST <SUCCESS> <200> Kareem (127.0.0.1:" + kareem.localPort() + ") myname (127.0.0.1:"
                        + myname.localPort() + ")",
                networks.ask("DISCOVER_PEERS DETAILED Networks"));
    }

    @Test
    void theAskerIsLeftOutWhateverNameItGives() {
        OriginalClient kareem = registry.originalUser("Kareem");
        registry.originalUser("Networks");
        assertEquals("PEER_LIST <SUCCESS> <200> Networks", kareem.ask("DISCOVER_PEERS SIMPLE Networks"));
        assertEquals("PEER_LIST <SUCCESS> <200> Networks", kareem.ask("DISCOVER_PEERS SIMPLE kareem extra words"));
    }

    @Test
    void aLevelOfDetailThatIsNoneIsAFailure() {
        OriginalClient kareem = registry.originalUser("Kareem");
        registry.originalUser("Networks");
        assertEquals("PEER_LIST <FAILURE> <404>", kareem.ask("DISCOVER_PEERS PARTIAL Kareem"));
        assertEquals("PEER_LIST <FAILURE> <404>", kareem.ask("DISCOVER_PEERS detailed Kareem"));
    }

    @Test
    void aNativePeerIsListedBesideTheOthers() {
        OriginalClient kareem = registry.originalUser("Kareem");
        NativeClient dana = registry.newUser("dana");
        assertEquals("PEER_LIST <SUCCESS> <200> dana", kareem.ask("DISCOVER_PEERS SIMPLE Kareem"));
        assertEquals("127.0.0.1", kareem.find("dana").getAddress().getHostAddress());
        dana.close();
        Awaitility.await().until(() -> kareem.ask("DISCOVER_PEERS SIMPLE Kareem"), "PEER_LIST <FAILURE> <404>"::equals);
    }
}
