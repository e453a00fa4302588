package org.hobnob.launcher.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.hobnob.launcher.Main;
import org.hobnob.net.Interfaces;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hobnob peer} in a pipe, as a process of its own, beside a real registry: what it prints and how it ends. */
class PeerCommandTest {
    private static final String OTHER_KEY = "00".repeat(32);

    @TempDir
    static Path folder;

    private static Process registry;
    private static String address;

    /** How a command ended. */
    private record Outcome(int exit, String out, String err) {}

    @BeforeAll
    static void startRegistry() throws IOException {
        registry = start(
                "registry",
                "registry",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--udp-port",
                "0",
                "--data",
                folder.resolve("registry").toString());
        Awaitility.await()
                .atMost(40, TimeUnit.SECONDS)
                .until(() -> text("registry.out").contains("registry ready"));
        address = "127.0.0.1:" + line("registry.out", "tcp-port: ");
    }

    @AfterAll
    static void stopRegistry() throws InterruptedException {
        registry.destroy();
        registry.waitFor(20, TimeUnit.SECONDS);
    }

    private static String text(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    private static String line(String file, String begin) throws IOException {
        return text(file)
                .lines()
                .filter(line -> line.startsWith(begin))
                .findFirst()
                .orElseThrow()
                .substring(begin.length());
    }

    private static Process start(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "org.hobnob.launcher.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("XDG_DATA_HOME", folder.resolve("data").toString());
        builder.environment().put("HOBNOB_INTERFACE", Interfaces.loopback().name());
        return builder.redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile())
                .start();
    }

    private static Outcome peer(String input, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("peer"));
        all.addAll(List.of(arguments));
        Process process = start("peer", all.toArray(String[]::new));
        process.getOutputStream().write(input.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        process.getOutputStream().close();
        assertTrue(process.waitFor(50, TimeUnit.SECONDS));
        return new Outcome(process.exitValue(), text("peer.out"), text("peer.err"));
    }

    @Test
    void aPipeTrustsAtFirstUseAndPrintsWholeLines() throws Exception {
        Outcome first = peer("/signup pipe pw\n", "--registry", address, "--profile", "pipe");
        assertEquals(0, first.exit(), first.err());
        assertEquals(
                List.of(
                        "-!- trusting the key of " + address + " on first use: " + line("registry.out", "key-full: "),
                        "-- Connected to " + address + ". /help lists the commands.",
                        "-- Account created successfully.",
                        "-- Logged in as pipe.",
                        "-- Logged out."),
                first.out().lines().toList());
        Outcome second = peer("", "--registry", address, "--profile", "pipe", "--trust", "manual");
        assertEquals(
                List.of("-- Connected to " + address + ". /help lists the commands."),
                second.out().lines().toList());
    }

    @Test
    void aKeyThatIsNotTrustedEndsIt() throws Exception {
        Outcome unknown = peer("", "--registry", address, "--profile", "careful", "--trust=manual");
        assertEquals(4, unknown.exit());
        assertTrue(unknown.err().contains("give it by --pin"), unknown.err());
        Outcome wrong = peer("", "--registry", address, "--profile", "careful", "--pin", OTHER_KEY);
        assertEquals(4, wrong.exit());
        assertTrue(wrong.err().contains("shows the key"), wrong.err());
    }

    @Test
    void noRegistryThereIsANetworkFault() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Outcome outcome = peer("", "--registry", "127.0.0.1:" + free);
        assertEquals(3, outcome.exit());
        assertTrue(outcome.err().contains("no registry answers at 127.0.0.1:" + free), outcome.err());
    }

    @Test
    void aPortInUseIsNamedWithItsFlag() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Outcome outcome = peer("", "--registry", address, "--direct-port", "" + taken.getLocalPort());
            assertEquals(1, outcome.exit());
            assertTrue(outcome.err().contains("TCP 127.0.0.1:" + taken.getLocalPort()), outcome.err());
            assertTrue(outcome.err().contains("--direct-port"), outcome.err());
            assertFalse(outcome.err().contains("    at "), outcome.err());
        }
    }

    @Test
    void aScriptLogsInWithAPasswordFromAFileOrAProgram() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "pw\nsecond line\n");
        String[] common = {"--registry", address, "--profile", "robot", "--user", "robot"};
        Outcome made = peer("", with(common, "--signup", "--password-file", file.toString()));
        assertEquals(0, made.exit(), made.err());
        assertTrue(made.out().contains("-- Logged in as robot."), made.out());
        Outcome again = peer("/who\n", with(common, "--password-command", "printf 'pw\\n'"));
        assertEquals(0, again.exit(), again.err());
        Outcome taken = peer("", with(common, "--signup", "--password-file", file.toString()));
        assertEquals(6, taken.exit());
        assertTrue(taken.err().contains("that name is taken"), taken.err());
        Outcome wrong = peer("", with(common, "--password-command", "echo no"));
        assertEquals(6, wrong.exit());
        assertTrue(wrong.err().contains("wrong name or password: correct --user"), wrong.err());
        assertEquals(1, peer("", with(common, "--password-command", "exit 3")).exit());
    }

    private static String[] with(String[] common, String... more) {
        List<String> all = new ArrayList<>(List.of(common));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void wrongUsageIsTold() throws Exception {
        for (String[] wrong : new String[][] {
            {"--registry", "a b"},
            {"--trust", "yes"},
            {"--color", "blue"},
            {"--user", "x"},
            {"--profile", "../x"},
            {"--direct-port", "65536"},
            {"--direct-port", "-1"}
        }) {
            int exit = Main.commandLine().execute(with(new String[] {"peer", "--plain"}, wrong));
            assertEquals(2, exit, String.join(" ", wrong));
        }
    }
}
