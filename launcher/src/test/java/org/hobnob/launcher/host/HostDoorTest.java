package org.hobnob.launcher.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.awaitility.Awaitility;
import org.hobnob.net.Interfaces;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.testing.Await;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Consoles over SSH, and what those who come by it cannot do. */
@Tag("slow")
class HostDoorTest {
    private static final String PASSWORD = "secret words";
    private static final Duration PATIENCE = Await.PATIENCE;
    private static final HostLimits WIDE =
            new HostLimits(5, 20, 20, Duration.ofSeconds(60), Duration.ofMinutes(60), 100, Duration.ofSeconds(1));

    private static final AtomicInteger TESTS = new AtomicInteger();

    @TempDir
    static Path data;

    private static RegistryFixture registry;

    @TempDir
    Path folder;

    private final AtomicLong aheadNs = new AtomicLong();
    private final List<AutoCloseable> atEnd = new ArrayList<>();
    private final SshClient client = SshClient.setUpDefaultClient();
    private final String dana = "dana" + TESTS.incrementAndGet();
    private final String omar = "omar" + TESTS.get();
    private HostDoor door;

    @BeforeAll
    static void startRegistry() {
        registry = RegistryFixture.start(data);
    }

    @AfterAll
    static void stopRegistry() {
        registry.close();
    }

    @BeforeEach
    void start() {
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        CoreModuleProperties.REQUEST_EXEC_REPLY.set(client, true);
        client.start();
        atEnd.add(client::stop);
    }

    private void open(HostLimits limits) throws IOException {
        Files.createDirectories(folder.resolve("host"));
        door = HostDoor.open(
                "127.0.0.1",
                0,
                HostKey.readOrCreate(folder.resolve("host"), new SecureRandom()),
                new Guest.Way(
                        new GuestFolders(folder.resolve("host/profiles")),
                        new PeerSettings.Registries(
                                List.of(new HostPort("127.0.0.1", registry.port())),
                                Optional.of(registry.registry().pin())),
                        PeerSettings.Network.on(Interfaces.loopback())),
                limits,
                () -> System.nanoTime() + aheadNs.get());
        atEnd.add(door);
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = atEnd.size() - 1; i >= 0; i--) {
            atEnd.get(i).close();
        }
    }

    private void account(String user) {
        try (NativeClient one = registry.connect()) {
            one.ask("REGISTER " + user + " " + PasswordHash.ofPassword(PASSWORD).hex());
        }
    }

    private ClientSession connection() throws IOException {
        ClientSession session =
                client.connect("", "127.0.0.1", door.port()).verify(PATIENCE).getClientSession();
        atEnd.add(session);
        return session;
    }

    private ClientSession connection(String user, String password) throws IOException {
        ClientSession session =
                client.connect(user, "127.0.0.1", door.port()).verify(PATIENCE).getClientSession();
        atEnd.add(session);
        session.addPasswordIdentity(password);
        return session;
    }

    private ClientSession loggedIn(String user) throws IOException {
        ClientSession session = connection(user, PASSWORD);
        session.auth().verify(PATIENCE);
        return session;
    }

    /** A console, and what it shows. */
    private final class Shell {
        private final ChannelShell channel;
        private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
        private final OutputStream keys;

        Shell(ClientSession session) throws IOException {
            channel = session.createShellChannel();
            channel.setPtyType("xterm");
            channel.setPtyColumns(100);
            channel.setOut(shown);
            channel.open().verify(PATIENCE);
            keys = channel.getInvertedIn();
        }

        void type(String line) throws IOException {
            keys.write((line + "\r").getBytes(StandardCharsets.UTF_8));
            keys.flush();
        }

        void sees(String text) {
            Awaitility.await().atMost(PATIENCE).until(() -> text().contains(text));
        }

        String text() {
            return shown.toString(StandardCharsets.UTF_8);
        }

        boolean ends() {
            return channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE)
                    .contains(ClientChannelEvent.CLOSED);
        }
    }

    @Test
    void passwordOfTheAccountOpensAConsole() throws IOException {
        open(WIDE);
        account(dana);
        Shell shell = new Shell(loggedIn(dana));
        shell.sees("Main Menu");
        shell.type("/create lab open");
        shell.sees("#lab created");
        try (NativeClient other = registry.newUser(omar)) {
            assertTrue(other.ask("SEARCH_USER " + dana).contains("hosted"), "everybody is told");
        }
        shell.type("/names");
        shell.sees(dana + "  host  hosted");
        shell.type("/send omar /etc/passwd");
        shell.sees("/send is not possible here");
        shell.type("/export all /tmp/stolen");
        shell.sees("/export is not possible here");
        shell.type("/logout");
        assertTrue(shell.ends());
        Awaitility.await().atMost(PATIENCE).until(() -> door.guests() == 0);
    }

    /** As a person would, who first types a password and then, asked for a new one, that twice. */
    private static UserInteraction answering(AtomicReference<String> asked) {
        return new UserInteraction() {
            @Override
            public String[] interactive(
                    ClientSession session,
                    String name,
                    String instruction,
                    String language,
                    String[] prompts,
                    boolean[] echoed) {
                asked.accumulateAndGet(instruction + String.join("", prompts), String::concat);
                String[] answers = new String[prompts.length];
                Arrays.fill(answers, PASSWORD);
                return answers;
            }

            @Override
            public String getUpdatedPassword(ClientSession session, String prompt, String language) {
                return null;
            }
        };
    }

    @Test
    void newcomerIsAskedForANewPasswordAndGetsAnAccount() throws IOException {
        open(WIDE);
        account(dana);
        AtomicReference<String> asked = new AtomicReference<>("");
        ClientSession session = client.connect("new" + dana, "127.0.0.1", door.port())
                .verify(PATIENCE)
                .getClientSession();
        atEnd.add(session);
        session.setUserInteraction(answering(asked));
        session.auth().verify(PATIENCE);
        assertTrue(asked.get().contains("There is no account of that name"), asked.get());
        Shell shell = new Shell(session);
        shell.sees("Account created successfully.");
        shell.sees("Main Menu");
    }

    @Test
    void wrongPasswordOfAnAccountOffersNoOther() throws IOException {
        open(WIDE);
        try (NativeClient one = registry.connect()) {
            one.ask("REGISTER " + dana + " "
                    + PasswordHash.ofPassword("other words").hex());
        }
        AtomicReference<String> asked = new AtomicReference<>("");
        ClientSession session =
                client.connect(dana, "127.0.0.1", door.port()).verify(PATIENCE).getClientSession();
        atEnd.add(session);
        session.setUserInteraction(answering(asked));
        assertThrows(SshException.class, () -> session.auth().verify(PATIENCE));
        assertTrue(asked.get().contains("Password: "), asked.get());
        assertFalse(asked.get().contains("New password"), asked.get());
    }

    @Test
    void sealedRoomIsClosedToGuestsUnlessItsHostLetsThemIn() throws IOException {
        open(WIDE);
        account(dana);
        try (NativeClient other = registry.newUser(omar)) {
            other.ask("CREATE_CHAT_ROOM secret - 9 \\z");
            Shell shell = new Shell(loggedIn(dana));
            shell.sees("Main Menu");
            shell.type("/join secret");
            shell.sees("that room is closed to hosted users");
            assertTrue(other.ask("ROOM_SET secret hosted=yes").contains("hosted=yes"));
            shell.type("/join secret");
            shell.sees("#secret joined");
            shell.sees("hosted users may enter #secret");
        }
    }

    @Test
    void wrongPasswordAndUnknownUserLeaveNothing() throws IOException {
        open(WIDE);
        account(dana);
        for (String user : List.of(dana, "nobody", "../" + dana, "a b")) {
            ClientSession session = connection(user, "wrong words");
            assertThrows(SshException.class, () -> session.auth().verify(PATIENCE), user);
        }
        assertEquals(0, door.guests());
        try (var left = Files.list(folder.resolve("host/profiles"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void commandsAndFilesAreRefused() throws IOException {
        open(WIDE);
        account(dana);
        refuses(loggedIn(dana).createExecChannel("echo stolen"));
        account(omar);
        refuses(loggedIn(omar).createSubsystemChannel("sftp"));
    }

    private static void refuses(ClientChannel channel) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        channel.setOut(said);
        channel.open().verify(PATIENCE);
        assertTrue(
                channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE).contains(ClientChannelEvent.CLOSED));
        assertEquals("", said.toString(StandardCharsets.UTF_8));
        assertNull(channel.getExitStatus());
    }

    @Test
    void forwardingIsRefused() throws IOException {
        open(WIDE);
        account(dana);
        ClientSession session = loggedIn(dana);
        assertThrows(
                IOException.class,
                () -> session.createDirectTcpipChannel(
                                new SshdSocketAddress("127.0.0.1", 1),
                                new SshdSocketAddress("127.0.0.1", registry.port()))
                        .open()
                        .verify(PATIENCE));
        assertThrows(
                IOException.class,
                () -> session.startRemotePortForwarding(
                        new SshdSocketAddress("127.0.0.1", 0), new SshdSocketAddress("127.0.0.1", 1)));
    }

    @Test
    void connectionsOfAnAddressAreBounded() throws IOException {
        open(new HostLimits(5, 20, 2, Duration.ofSeconds(60), Duration.ofMinutes(60), 100, Duration.ofSeconds(1)));
        ClientSession first = connection();
        connection();
        try (ClientSession third =
                client.connect("", "127.0.0.1", door.port()).verify(PATIENCE).getClientSession()) {
            assertTrue(third.waitFor(EnumSet.of(ClientSession.ClientSessionEvent.CLOSED), PATIENCE)
                    .contains(ClientSession.ClientSessionEvent.CLOSED));
        }
        assertTrue(first.isOpen());
    }

    @Test
    void guestsAreBounded() throws IOException {
        open(new HostLimits(1, 20, 20, Duration.ofSeconds(60), Duration.ofMinutes(60), 100, Duration.ofSeconds(1)));
        account(dana);
        account(omar);
        loggedIn(dana);
        ClientSession second = connection(omar, PASSWORD);
        assertThrows(SshException.class, () -> second.auth().verify(PATIENCE));
        assertEquals(1, door.guests());
    }

    @Test
    void triesOfAnAddressAreBounded() throws IOException {
        open(new HostLimits(5, 20, 20, Duration.ofSeconds(60), Duration.ofMinutes(60), 1, Duration.ofHours(1)));
        account(dana);
        ClientSession guessing = connection(dana, "wrong words");
        assertThrows(SshException.class, () -> guessing.auth().verify(PATIENCE));
        ClientSession right = connection(dana, PASSWORD);
        assertThrows(SshException.class, () -> right.auth().verify(PATIENCE));
    }

    @Test
    void idleConsoleIsClosed() throws IOException {
        open(WIDE);
        account(dana);
        ClientSession session = loggedIn(dana);
        Shell shell = new Shell(session);
        shell.sees("Main Menu");
        assertTrue(session.isOpen());
        aheadNs.addAndGet(TimeUnit.MINUTES.toNanos(61));
        assertTrue(shell.ends());
        Awaitility.await().atMost(PATIENCE).until(() -> door.guests() == 0);
    }

    private static boolean isClosedInTheEnd(ClientSession session) {
        return session.waitFor(EnumSet.of(ClientSession.ClientSessionEvent.CLOSED), PATIENCE)
                .contains(ClientSession.ClientSessionEvent.CLOSED);
    }

    @Test
    void whoDoesNotLogInIsSentAway() throws IOException {
        open(new HostLimits(5, 20, 20, Duration.ofSeconds(1), Duration.ofMinutes(60), 100, Duration.ofSeconds(1)));
        assertTrue(isClosedInTheEnd(connection()));
    }

    @Test
    void guestWhoOpensNoConsoleIsSentAway() throws IOException {
        open(WIDE);
        account(dana);
        account(omar);
        Shell talking = new Shell(loggedIn(omar));
        talking.sees("Main Menu");
        ClientSession silent = loggedIn(dana);
        aheadNs.addAndGet(TimeUnit.SECONDS.toNanos(61));
        assertTrue(isClosedInTheEnd(silent));
        Awaitility.await().atMost(PATIENCE).until(() -> door.guests() == 1);
    }

    @Test
    void keyIsMadeOnceAndItsOwnersAlone() throws IOException {
        HostKey made = HostKey.readOrCreate(folder, new SecureRandom());
        Path file = folder.resolve("ssh-host-key");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(
                made.fingerprint(),
                HostKey.readOrCreate(folder, new SecureRandom()).fingerprint());
        assertTrue(made.fingerprint().startsWith("SHA256:"));
        Files.writeString(file, "nonsense\n");
        assertTrue(assertThrows(IOException.class, () -> HostKey.readOrCreate(folder, new SecureRandom()))
                .getMessage()
                .contains("is damaged"));
        assertFalse(made.fingerprint().isEmpty());
    }
}
