package org.hobnob.launcher.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.hobnob.launcher.Launched;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.testing.NativeClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code hobnob cluster} and a peer as processes: a registry is killed, one is paused, the rest is stopped. */
class ClusterCommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path home;

    /** One of the registries, as the command tells of it. */
    private record Node(int port, ProcessHandle process) {
        private static final Pattern SHAPE = Pattern.compile("127\\.0\\.0\\.1:([0-9]+), process ([0-9]+)");

        static Node of(String told) {
            Matcher matcher = SHAPE.matcher(told);
            assertTrue(matcher.matches(), told);
            return new Node(
                    Integer.parseInt(matcher.group(1)),
                    ProcessHandle.of(Long.parseLong(matcher.group(2))).orElseThrow());
        }

        String address() {
            return "127.0.0.1:" + port;
        }

        void signal(String name) throws IOException, InterruptedException {
            assertEquals(
                    0,
                    new ProcessBuilder("kill", "-" + name, "" + process.pid())
                            .start()
                            .waitFor());
        }
    }

    @Test
    @Tag("long")
    @Timeout(300)
    void peersSurviveALostRegistry() throws Exception {
        try (Launched cluster = Launched.start(
                        home,
                        "cluster",
                        "--port",
                        "0",
                        "--data",
                        home.resolve("c").toString())
                .shows("cluster ready")) {
            List<Node> nodes = List.of(
                    Node.of(cluster.value("registry-1")),
                    Node.of(cluster.value("registry-2")),
                    Node.of(cluster.value("registry-3")));
            thePeerOfAKilledRegistryResumesAtAnother(nodes);
            cluster.shows("registry-1 ended with exit status 137; the others go on");
            aPausedRegistryWakesHarmless(nodes.get(1), nodes.get(2));
            assertEquals(0, cluster.terminate().exitStatus(), cluster::toString);
            assertTrue(nodes.stream().noneMatch(node -> node.process().isAlive()));
        }
    }

    private void thePeerOfAKilledRegistryResumesAtAnother(List<Node> nodes) throws Exception {
        try (Launched peer =
                Launched.start(home, "peer", "--registry", nodes.get(0).address(), "--trust", "tofu")) {
            peer.shows("Connected to " + nodes.get(0).address())
                    .type("/signup dana secret-of-dana")
                    .shows("Logged in as dana")
                    .type("/create lab3");
            peer.shows("#lab3 created");
            Path known = home.resolve(".local/share/hobnob/profiles/default/registries");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> Files.readAllLines(known).size() == nodes.size());
            long killedNs = System.nanoTime();
            nodes.get(0).process().destroyForcibly();
            peer.shows("registry " + nodes.get(0).address() + " is gone; connected to ");
            System.out.println("resumed " + (System.nanoTime() - killedNs) / 1_000_000 + " ms after the kill");
            peer.type("/leave lab3").shows("left #lab3");
            assertFalse(peer.toString().contains("ended"), peer::toString);
            peer.type("/quit");
            assertEquals(0, peer.exitStatus(), peer::toString);
        }
        // The one that the profile knows first is dead: the others are tried by themselves.
        try (Launched again =
                Launched.start(home, "peer", "--registry", nodes.get(0).address(), "--trust", "tofu")) {
            again.shows("Connected to 127.0.0.1:").type("/quit");
            assertEquals(0, again.exitStatus(), again::toString);
        }
    }

    private static void aPausedRegistryWakesHarmless(Node paused, Node other) throws Exception {
        try (NativeClient omar = NativeClient.connect(paused.port());
                NativeClient ghost = NativeClient.connect(other.port())) {
            assertEquals("REGISTER <SUCCESS> <200>", omar.register("omar"));
            assertTrue(omar.login("omar").startsWith("AUTH <SUCCESS> <200> "));
            assertTrue(ghost.login("omar").startsWith("AUTH <ONLINE> <300>"), "he is online elsewhere");
            paused.signal("STOP");
            long pausedNs = System.nanoTime();
            Future<String> created = omar.asking("CREATE_CHAT_ROOM night - 0 \\z");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> ghost.login("omar").startsWith("AUTH <SUCCESS> <200> "));
            System.out.println("taken over " + (System.nanoTime() - pausedNs) / 1_000_000 + " ms after the pause");
            paused.signal("CONT");
            assertEquals("CREATION <UNAVAILABLE> <503> reason=unavailable", lateAnswer(omar, created));
            assertTrue(ghost.ask("CREATE_CHAT_ROOM night - 0 \\z").startsWith("CREATION <SUCCESS> <200> "));
            // It is one of them again.
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .ignoreExceptions()
                    .until(() -> {
                        try (NativeClient late2 = NativeClient.connect(paused.port())) {
                            return late2.login("omar").startsWith("AUTH <ONLINE> <300>");
                        }
                    });
        }
    }

    /** A connection that is closed without an answer acknowledges nothing either. */
    private static String lateAnswer(NativeClient peer, Future<String> asking) {
        try {
            return peer.answer(asking);
        } catch (UncheckedIOException closed) {
            return "CREATION <UNAVAILABLE> <503> reason=unavailable";
        }
    }

    @Test
    void wrongNumbersAreRefused() throws Exception {
        try (Launched one = Launched.start(home, "cluster", "--registries", "1")) {
            assertEquals(ExitCode.USAGE.number(), one.exitStatus(), one::toString);
            assertTrue(one.complaint().contains("--registries must be 2 to 9"), one::complaint);
        }
    }
}
