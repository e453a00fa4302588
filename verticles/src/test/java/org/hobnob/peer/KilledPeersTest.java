package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs killed with {@code kill -9} in the middle of a burst: nothing lost, nothing twice without a word. */
@Tag("slow")
class KilledPeersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BURST = 300;
    private static final String JOIN =
            Addresses.PEER_ROOM + " join " + BusPeer.room("lab3").encode();

    @TempDir
    Path folder;

    private final List<Host> hosts = new ArrayList<>();
    private RegistryFixture registry;
    private BusPeer dana;

    @BeforeEach
    void start() {
        registry = RegistryFixture.start(folder.resolve("registry"));
        dana = BusPeer.online("dana", registry.port());
    }

    @AfterEach
    void stop() {
        hosts.forEach(Host::kill);
        dana.stop();
        registry.close();
    }

    /** A peer in a process of its own, whose profile stays in a folder. */
    private final class Host {
        private final Process process;
        private final List<String> lines = new CopyOnWriteArrayList<>();

        Host(Path profile) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            HostProcess.class.getName(),
                            "peer",
                            "127.0.0.1:" + registry.port(),
                            "lo",
                            profile.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            hosts.add(this);
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            Thread reader = new Thread(() -> {
                try (out) {
                    out.lines().forEach(lines::add);
                } catch (IOException | UncheckedIOException e) {
                    // It was killed.
                }
            });
            reader.setDaemon(true);
            reader.start();
        }

        void tell(String line) throws IOException {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        }

        void await(String what, int count) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(2))
                    .untilAsserted(() -> assertTrue(count(what) >= count, () -> count(what) + " " + what));
        }

        long count(String what) {
            return lines.stream().filter(line -> line.contains(what)).count();
        }

        Host online(String... actions) throws IOException {
            await("ready", 1);
            JsonObject account = dana.account().put("user", "omar");
            for (String action : actions) {
                tell(Addresses.PEER_REGISTRY + " " + action + " " + account.encode());
            }
            await("reply ", actions.length);
            return this;
        }

        void kill() {
            process.destroyForcibly();
            process.onExit().join();
        }

        /** The texts shown of messages, those that were perhaps shown before or the others. */
        List<String> shown(String kind, boolean again) {
            return lines.stream()
                    .filter(line -> line.startsWith("event "))
                    .map(line -> new JsonObject(line.substring("event ".length())))
                    .filter(event -> event.getString("event").equals(kind) && event.getBoolean("again") == again)
                    .map(event -> event.getString("text"))
                    .toList();
        }
    }

    /** What two programs of one user, the first of them killed, have shown of a burst: all, and nothing twice without a word. */
    private static void assertShownOnce(String kind, Host first, Host second) {
        List<String> once = new ArrayList<>(first.shown(kind, false));
        once.addAll(second.shown(kind, false));
        List<String> all = IntStream.range(0, BURST).mapToObj(i -> "m" + i).toList();
        List<String> unsure = second.shown(kind, true);
        System.out.println("killed after " + first.shown(kind, false).size() + " of " + BURST
                + " were shown; perhaps shown before: " + unsure);
        assertEquals(once.stream().distinct().toList(), once, "shown twice");
        assertTrue(unsure.stream().noneMatch(second.shown(kind, false)::contains), "shown twice by one program");
        List<String> seen = new ArrayList<>(all);
        seen.removeAll(once);
        seen.removeAll(unsure);
        assertEquals(List.of(), seen, "lost");
    }

    @Test
    void killedReceiverLosesAndRepeatsNothing() throws IOException {
        Path profile = folder.resolve("omar");
        Host first = new Host(profile).online("register", "login");
        IntStream.range(0, BURST)
                .forEach(i -> dana.asking(
                        Addresses.PEER_CHAT, "message", BusPeer.user("omar").put("text", "m" + i)));
        first.await("\"direct\"", 40);
        first.kill();
        Host second = new Host(profile).online("login");
        second.await("\"m" + (BURST - 1) + "\"", 1);
        assertShownOnce("direct", first, second);
        assertEquals(0, second.count("direct-missing"));
    }

    @Test
    void killedSendersAcceptedMessagesAllArrive() throws IOException {
        Path profile = folder.resolve("omar");
        Host first = new Host(profile).online("register", "login");
        first.tell("burst dana " + BURST + " m");
        first.await("said ", 40);
        first.kill();
        Host second = new Host(profile).online("login");
        second.tell("burst dana 1 last");
        dana.console().see("direct", "text", "last0");
        List<String> accepted = first.lines.stream()
                .filter(line -> line.startsWith("said ") && line.matches(".* (queued|delivered)"))
                .map(line -> line.split(" ")[1])
                .toList();
        List<String> arrived = dana.console()
                .told("direct")
                .map(json -> json.getString("text"))
                .toList();
        System.out.println(
                "killed after " + accepted.size() + " of " + BURST + " were accepted; arrived: " + arrived.size());
        assertTrue(arrived.containsAll(accepted), () -> accepted + " of which arrived " + arrived);
        List<String> inOrder = new ArrayList<>(
                IntStream.range(0, arrived.size() - 1).mapToObj(i -> "m" + i).toList());
        inOrder.add("last0");
        assertEquals(inOrder, arrived);
    }

    @Test
    void killedMemberLosesAndRepeatsNothing() throws IOException {
        Path profile = folder.resolve("omar");
        dana.create("lab3");
        Host first = new Host(profile).online("register", "login");
        first.tell(JOIN);
        first.await("reply ", 3);
        IntStream.range(0, BURST)
                .forEach(i -> dana.asking(
                        Addresses.PEER_ROOM, "say", BusPeer.room("lab3").put("text", "m" + i)));
        first.await("\"room-text\"", 40);
        first.kill();
        Host second = new Host(profile).online("login");
        second.tell(JOIN);
        second.await("\"m" + (BURST - 1) + "\"", 1);
        assertShownOnce("room-text", first, second);
    }
}
