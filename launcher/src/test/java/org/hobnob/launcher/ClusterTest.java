package org.hobnob.launcher;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hobnob.registry.secrets.SecretsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two registries in processes of their own on one store in a third. */
class ClusterTest {
    private static final Duration TAKE_OVER = Duration.ofSeconds(15);

    @TempDir
    Path home;

    @Test
    @Timeout(120)
    void twoRegistriesAreOneAndOutliveEachOther() throws Exception {
        Path secrets = home.resolve("secrets");
        new SecretsFile(secrets).loadOrCreate(true, new SecureRandom());
        List<Integer> ports = freePorts();
        try (Launched store = Launched.start(
                                home,
                                "store",
                                "--port",
                                "0",
                                "--data",
                                home.resolve("store").toString())
                        .ready();
                Launched first = node(ports.get(0), ports, secrets, store);
                Launched second = node(ports.get(1), ports, secrets, store)) {
            first.ready();
            second.ready();
            assertEquals(first.value("key-full"), second.value("key-full"));
            try (RawPeer dana = new RawPeer(first.port("tcp-port"));
                    RawPeer omar = new RawPeer(second.port("tcp-port"));
                    RawPeer ghost = new RawPeer(second.port("tcp-port"))) {
                registriesShareUsers(dana, omar, ghost);
                registriesShareRooms(dana, omar);
                first.kill();
                userOfTheKilledRegistryComesBack(ghost, omar);
            }
            assertEquals(0, second.terminate().exitStatus(), second::toString);
            assertEquals(0, store.terminate().exitStatus(), store::toString);
        }
    }

    private static void registriesShareUsers(RawPeer dana, RawPeer omar, RawPeer ghost) throws Exception {
        assertEquals("REGISTER <SUCCESS> <200>", dana.register("dana"));
        assertEquals(
                "REGISTER <EXIST> <300> reason=exists",
                omar.register("Dana").replaceAll(" reason=.*", " reason=exists"));
        assertEquals("REGISTER <SUCCESS> <200>", omar.register("omar"));
        assertTrue(dana.login("dana").startsWith("AUTH <SUCCESS> <200> "));
        assertTrue(omar.login("omar").startsWith("AUTH <SUCCESS> <200> "));
        assertTrue(ghost.login("dana").startsWith("AUTH <ONLINE> <300>"), "she is online elsewhere");
        assertTrue(dana.ask("SEARCH_USER omar").startsWith("SEARCH_USER_RESPONSE <SUCCESS> <200> "));
        assertTrue(omar.ask("SEARCH_USER dana").startsWith("SEARCH_USER_RESPONSE <SUCCESS> <200> "));
    }

    private static void registriesShareRooms(RawPeer dana, RawPeer omar) throws Exception {
        assertTrue(dana.ask("CREATE_CHAT_ROOM lab3 - 0 Lab").startsWith("CREATION <SUCCESS> <200>"));
        assertTrue(omar.ask("JOIN_CHAT_ROOM lab3 - 1").startsWith("JOIN <SUCCESS> <200>"));
        String joined = dana.news();
        assertTrue(joined.startsWith("@! USER_JOINED omar"), joined);
        assertEquals("KICK <SUCCESS> <200>", dana.ask("KICK omar lab3"));
        String kicked = omar.news();
        assertTrue(kicked.startsWith("@! USER_KICKED omar lab3 by=dana host=dana version=3 "), kicked);
    }

    /** Logs in on the other registry as soon as that has noticed the death, and the other user sees her there. */
    private static void userOfTheKilledRegistryComesBack(RawPeer ghost, RawPeer omar) {
        await().atMost(TAKE_OVER)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> ghost.login("dana").startsWith("AUTH <SUCCESS> <200> "));
        await().atMost(TAKE_OVER)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> omar.ask("SEARCH_USER dana").startsWith("SEARCH_USER_RESPONSE <SUCCESS> <200> "));
    }

    private Launched node(int port, List<Integer> ports, Path secrets, Launched store) throws Exception {
        String members = "127.0.0.1:" + ports.get(0) + ",127.0.0.1:" + ports.get(1);
        return Launched.start(
                home,
                "registry",
                "--port",
                "0",
                "--udp-port",
                "0",
                "--patience-suspect-ms",
                "60000",
                "--hash-memory-kib",
                "64",
                "-cluster",
                "--cluster-host",
                "127.0.0.1",
                "--cluster-port",
                "" + port,
                "--cluster-members",
                members,
                "--secrets",
                secrets.toString(),
                "--mongo",
                store.value("mongo"));
    }

    private static List<Integer> freePorts() throws Exception {
        List<Integer> ports = new ArrayList<>();
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ports.add(one.getLocalPort());
            ports.add(other.getLocalPort());
        }
        return ports;
    }
}
