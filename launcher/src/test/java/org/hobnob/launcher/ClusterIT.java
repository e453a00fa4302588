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
import org.hobnob.testing.NativeClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two registries in processes of their own on one store in a third; one is restarted, the other one killed. */
class ClusterIT {
    private static final Duration TAKE_OVER = Duration.ofSeconds(40);

    @TempDir
    Path home;

    @Test
    @Timeout(300)
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
                Launched stopped = node(ports.get(1), ports, secrets, store)) {
            first.ready();
            stopped.ready();
            assertEquals(first.value("key-full"), stopped.value("key-full"));
            peersTalkWhileTheirRegistryStops(stopped, first);
            try (Launched second = node(ports.get(1), ports, secrets, store).ready()) {
                registriesAreOne(first, second);
                assertEquals(0, second.terminate().exitStatus(), second::toString);
            }
            assertEquals(0, store.terminate().exitStatus(), store::toString);
        }
    }

    /** They are at the other one before it is closed, and what they say arrives. */
    private void peersTalkWhileTheirRegistryStops(Launched stopped, Launched other) throws Exception {
        String moved = "registry 127.0.0.1:" + stopped.port("tcp-port") + " is closing; moved to 127.0.0.1:"
                + other.port("tcp-port");
        try (Launched eve = peer("eve", stopped);
                Launched ana = peer("ana", stopped)) {
            eve.type("/msg ana before");
            ana.shows("[@eve] before");
            stopped.terminate();
            eve.type("/msg ana meanwhile");
            assertEquals(0, stopped.exitStatus(), stopped::toString);
            eve.shows(moved);
            ana.shows(moved).shows("[@eve] meanwhile");
            eve.type("/msg ana after");
            ana.shows("[@eve] after");
            assertEquals(0, eve.type("/quit").exitStatus(), eve::toString);
            assertEquals(0, ana.type("/quit").exitStatus(), ana::toString);
        }
    }

    private Launched peer(String name, Launched at) throws Exception {
        Launched peer = Launched.start(
                home,
                "peer",
                "--registry",
                "127.0.0.1:" + at.port("tcp-port"),
                "--trust",
                "tofu",
                "--profile",
                name,
                "--interface",
                "lo");
        return peer.type("/signup " + name + " secret-" + name).shows("Logged in as " + name);
    }

    private static void registriesAreOne(Launched first, Launched second) throws Exception {
        try (NativeClient dana = NativeClient.connect(first.port("tcp-port"));
                NativeClient omar = NativeClient.connect(second.port("tcp-port"));
                NativeClient ghost = NativeClient.connect(second.port("tcp-port"))) {
            registriesShareUsers(dana, omar, ghost);
            registriesShareRooms(dana, omar);
            first.kill();
            userOfTheKilledRegistryComesBack(ghost, omar);
        }
    }

    private static void registriesShareUsers(NativeClient dana, NativeClient omar, NativeClient ghost)
            throws Exception {
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

    private static void registriesShareRooms(NativeClient dana, NativeClient omar) throws Exception {
        assertTrue(dana.ask("CREATE_CHAT_ROOM lab3 - 0 Lab").startsWith("CREATION <SUCCESS> <200>"));
        assertTrue(omar.ask("JOIN_CHAT_ROOM lab3 - 1").startsWith("JOIN <SUCCESS> <200>"));
        String joined = dana.notice();
        assertTrue(joined.startsWith("USER_JOINED omar"), joined);
        assertEquals("KICK <SUCCESS> <200>", dana.ask("KICK omar lab3"));
        String kicked = omar.notice();
        assertTrue(kicked.startsWith("USER_KICKED omar lab3 by=dana host=dana version=3 "), kicked);
    }

    /** Logs in on the other registry as soon as that has noticed the death, and the other user sees her there. */
    private static void userOfTheKilledRegistryComesBack(NativeClient ghost, NativeClient omar) {
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
