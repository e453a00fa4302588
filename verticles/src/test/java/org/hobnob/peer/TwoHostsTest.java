package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.hobnob.protocol.message.value.PasswordHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two machines, as two network namespaces with a cable between them: the registry and two peers on one, over loopback,
 * another peer on the other. Wants the right to make namespaces, else it is skipped.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
@Tag("slow")
class TwoHostsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String A = "hobnob-a-" + ProcessHandle.current().pid();
    private static final String B = "hobnob-b-" + ProcessHandle.current().pid();
    private static final String IP_A = "10.77.0.1";
    private static final String IP_B = "10.77.0.2";

    /** A process in a namespace. */
    private static final class Host implements Closeable {
        private final Process process;
        private final List<String> lines = new CopyOnWriteArrayList<>();

        Host(String namespace, String... args) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    "ip",
                    "netns",
                    "exec",
                    namespace,
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djava.net.preferIPv4Stack=true",
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    HostProcess.class.getName()));
            command.addAll(List.of(args));
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            Thread reader = new Thread(() -> out.lines().forEach(lines::add));
            reader.setDaemon(true);
            reader.start();
        }

        String see(String text) {
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                if (lines.stream().noneMatch(line -> line.contains(text))) {
                    throw new AssertionError("no «" + text + "» in " + lines);
                }
            });
            return lines.stream()
                    .filter(line -> line.contains(text))
                    .findFirst()
                    .orElseThrow();
        }

        /** Asks and waits for the answer. */
        JsonObject ask(String address, String action, JsonObject body) throws IOException {
            long before = answers();
            process.getOutputStream()
                    .write((address + " " + action + " " + body.encode() + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            Awaitility.await().atMost(PATIENCE).until(() -> answers() > before);
            String answer = lines.stream()
                    .filter(Host::isAnswer)
                    .skip(before)
                    .findFirst()
                    .orElseThrow();
            assertTrue(answer.startsWith("reply "), answer);
            return new JsonObject(answer.substring("reply ".length()));
        }

        private long answers() {
            return lines.stream().filter(Host::isAnswer).count();
        }

        private static boolean isAnswer(String line) {
            return line.startsWith("reply ") || line.startsWith("refused ");
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    @TempDir
    Path folder;

    private final List<Host> hosts = new ArrayList<>();

    private static boolean runs(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void ip(String arguments) {
        assertTrue(runs(("ip " + arguments).split(" ")), "ip " + arguments);
    }

    @BeforeEach
    void plug() {
        boolean allowed = runs("ip", "netns", "add", A) && runs("ip", "netns", "add", B);
        if (!allowed) {
            System.out.println("skipped: this system does not let us make network namespaces (ip netns add, as root)");
        }
        assumeTrue(allowed, "network namespaces need root and the program ip");
        ip("link add va netns " + A + " type veth peer name vb netns " + B);
        ip("-n " + A + " address add " + IP_A + "/24 dev va");
        ip("-n " + B + " address add " + IP_B + "/24 dev vb");
        for (String up : List.of(A + " lo", A + " va", B + " lo", B + " vb")) {
            String[] words = up.split(" ");
            ip("-n " + words[0] + " link set " + words[1] + " up");
        }
    }

    @AfterEach
    void unplug() {
        hosts.forEach(Host::close);
        runs("ip", "netns", "delete", A);
        runs("ip", "netns", "delete", B);
    }

    private Host host(String namespace, String... args) throws IOException {
        Host host = new Host(namespace, args);
        hosts.add(host);
        return host;
    }

    private static void logIn(Host host, String name) throws IOException {
        host.see("ready");
        JsonObject account = user(name)
                .put("password", PasswordHash.ofPassword("secret").hex())
                .put("old", true);
        host.ask("peer.registry", "register", account);
        host.ask("peer.registry", "login", account);
    }

    private static JsonObject user(String name) {
        return new JsonObject().put("user", name);
    }

    private static JsonObject room(String name) {
        return new JsonObject().put("room", name).put("title", "");
    }

    private static void tell(Host from, String sender, Host to, String recipient, String text) throws IOException {
        assertEquals(
                "tcp",
                from.ask("peer.chat", "message", user(recipient).put("text", text))
                        .getString("path"));
        String told = to.see("\"text\":\"" + text + "\"");
        assertTrue(told.contains("\"user\":\"" + sender + "\""), told);
    }

    private static String ipOf(Host asker, String user) throws IOException {
        return asker.ask("peer.registry", "search", user(user)).getString("ip");
    }

    @Test
    void peerOnTheRegistrysMachineIsReachable() throws IOException {
        String port =
                host(A, "registry", "0.0.0.0", folder.toString()).see("port ").substring("port ".length());
        Host dana = host(A, "peer", "127.0.0.1:" + port, "va");
        Host nour = host(A, "peer", "127.0.0.1:" + port, "va");
        Host omar = host(B, "peer", IP_A + ":" + port, "vb");
        logIn(dana, "dana");
        logIn(nour, "nour");
        logIn(omar, "omar");
        assertEquals(IP_A, ipOf(omar, "dana"));
        assertEquals(IP_B, ipOf(dana, "omar"));
        assertEquals("127.0.0.1", ipOf(nour, "dana"));

        tell(dana, "dana", omar, "omar", "to the other machine");
        tell(omar, "omar", dana, "dana", "and back");
        tell(nour, "nour", dana, "dana", "on this machine");

        dana.ask("peer.room", "create", room("lab3"));
        omar.ask("peer.room", "join", room("lab3"));
        nour.ask("peer.room", "join", room("lab3"));
        for (String other : List.of("omar", "nour")) {
            dana.see("{\"room\":\"lab3\",\"user\":\"" + other + "\",\"multicast\":true,\"event\":\"reach\"");
        }
        for (String other : List.of("dana", "nour")) {
            omar.see("{\"room\":\"lab3\",\"user\":\"" + other + "\",\"multicast\":true,\"event\":\"reach\"");
        }
        saidByMulticast(dana, "from the registry's machine", omar, nour);
        saidByMulticast(omar, "from the other machine", dana, nour);
    }

    private static void saidByMulticast(Host speaker, String text, Host... others) throws IOException {
        JsonObject said = speaker.ask("peer.room", "say", room("lab3").put("text", text));
        int members = said.getJsonArray("confirmed").size()
                + said.getJsonArray("missing").size();
        assertEquals(2, members, said.encode());
        for (Host other : others) {
            String told = other.see("\"text\":\"" + text + "\"");
            assertEquals("multicast", new JsonObject(told.substring("event ".length())).getString("path"), told);
        }
    }
}
