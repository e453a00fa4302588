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
import org.hobnob.launcher.Launched;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hobnob peer} in a pipe, as a process of its own, beside a real registry: what it prints and how it ends. */
class PeerCommandIT {
    private static final String OTHER_KEY = "00".repeat(32);

    @TempDir
    static Path folder;

    private static RegistryFixture registry;
    private static String address;

    @BeforeAll
    static void startRegistry() {
        registry = RegistryFixture.start(folder.resolve("registry"));
        address = "127.0.0.1:" + registry.port();
    }

    @AfterAll
    static void stopRegistry() {
        registry.close();
    }

    /** Runs it to its end; for the exit status. */
    private static Launched peer(String input, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("peer"));
        all.addAll(List.of(arguments));
        Launched peer = Launched.start(folder, all.toArray(String[]::new)).end(input);
        peer.exitStatus();
        return peer;
    }

    @Test
    void pipeTrustsAtFirstUseWhereToldTo() throws Exception {
        Launched first =
                peer("/signup pipe pw-of-pipe\n", "--registry", address, "--profile", "pipe", "--trust", "tofu");
        assertEquals(0, first.exitStatus(), first.err());
        assertEquals(
                List.of(
                        "-!- trusting the key of " + address + " on first use: "
                                + registry.registry().pin(),
                        "-- Connected to " + address + ". /help lists the commands.",
                        "-- Account created successfully.",
                        "-- Logged in as pipe.",
                        "-- Logged out."),
                first.out());
        Launched second = peer("", "--registry", address, "--profile", "pipe");
        assertEquals(List.of("-- Connected to " + address + ". /help lists the commands."), second.out());
    }

    @Test
    void doctorFindsOutWithoutALogin() throws Exception {
        Launched well = Launched.start(folder, "doctor", "--registry", address, "--profile", "patient")
                .end("");
        assertEquals(0, well.exitStatus(), well.err());
        assertTrue(
                well.out().contains("-- clock: like the registry's"), well.out().toString());
        assertTrue(
                well.out().contains("-- /doctor is done: nothing is wrong"),
                well.out().toString());
        String nowhere = "127.0.0.1:" + unused();
        Launched ill = Launched.start(folder, "doctor", "--registry", nowhere, "--profile", "patient")
                .end("");
        assertEquals(1, ill.exitStatus(), ill.err());
        assertTrue(
                ill.out().toString().contains("nothing listens at TCP port"),
                ill.out().toString());
    }

    private static int unused() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void pipeEndsAtARegistryThatIsNewToIt() throws Exception {
        Launched unknown = peer("/signup careful pw-of-careful\n", "--registry", address, "--profile", "careful");
        assertEquals(4, unknown.exitStatus());
        assertEquals(List.of(), unknown.out(), "nothing was done");
        String pin = registry.registry().pin().toString();
        assertTrue(unknown.err().contains("pass --pin " + pin), unknown.err());
        Launched pinned = peer("", "--registry", address, "--profile", "careful", "--pin", pin);
        assertEquals(0, pinned.exitStatus(), pinned.err());
    }

    @Test
    void keyOtherThanThePinEndsThePipe() throws Exception {
        Launched wrong = peer("", "--registry", address, "--profile", "careful", "--pin", OTHER_KEY);
        assertEquals(4, wrong.exitStatus());
        assertTrue(wrong.err().contains("shows the key"), wrong.err());
    }

    @Test
    void noRegistryThereIsANetworkFault() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Launched outcome = peer("", "--registry", "127.0.0.1:" + free);
        assertEquals(3, outcome.exitStatus());
        assertTrue(outcome.err().contains("no registry answers at 127.0.0.1:" + free), outcome.err());
    }

    @Test
    void aPortInUseIsNamedWithItsFlag() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Launched outcome =
                    peer("", "--registry", address, "--trust", "tofu", "--direct-port", "" + taken.getLocalPort());
            assertEquals(1, outcome.exitStatus());
            assertTrue(outcome.err().contains("TCP 127.0.0.1:" + taken.getLocalPort()), outcome.err());
            assertTrue(outcome.err().contains("--direct-port"), outcome.err());
            assertFalse(outcome.err().contains("    at "), outcome.err());
        }
    }

    @Test
    void scriptLogsInWithAPasswordFile() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "pw-of-robot\nsecond line\n");
        String[] common = {"--registry", address, "--trust", "tofu", "--profile", "robot", "--user", "robot"};
        Launched made = peer("", with(common, "--signup", "--password-file", file.toString()));
        assertEquals(0, made.exitStatus(), made.err());
        assertTrue(made.out().contains("-- Logged in as robot."), made::toString);
        Launched again = peer("/who\n", with(common, "--password-command", "printf 'pw-of-robot\\n'"));
        assertEquals(0, again.exitStatus(), again.err());
        Launched taken = peer("", with(common, "--signup", "--password-file", file.toString()));
        assertEquals(6, taken.exitStatus());
        assertTrue(taken.err().contains("that name is taken"), taken.err());
        Launched wrong = peer("", with(common, "--password-command", "echo no"));
        assertEquals(6, wrong.exitStatus());
        assertTrue(wrong.err().contains("wrong name or password: correct --user"), wrong.err());
        assertEquals(1, peer("", with(common, "--password-command", "exit 3")).exitStatus());
    }

    @Test
    void scriptThatStaysNeedsNoPasswordAgain() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "pw-of-robot\n");
        String[] common = {"--registry", address, "--trust", "tofu", "--profile", "stays", "--user", "stays"};
        String[] password = {"--password-file", file.toString()};
        assertEquals(0, peer("", with(with(common, password), "--signup")).exitStatus());
        Launched unknown = peer("", common);
        assertEquals(6, unknown.exitStatus());
        assertTrue(unknown.err().contains("log in once with --password-file and --stay"), unknown.err());
        assertEquals(0, peer("", with(with(common, password), "--stay")).exitStatus());
        Launched byKey = peer("/logout all\n", common);
        assertTrue(byKey.out().contains("-- Logged in as stays."), byKey::toString);
        assertTrue(byKey.out().contains("-- Logged out everywhere."), byKey::toString);
    }

    private static String[] with(String[] common, String... more) {
        List<String> all = new ArrayList<>(List.of(common));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
