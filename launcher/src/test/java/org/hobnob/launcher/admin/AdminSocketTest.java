package org.hobnob.launcher.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.hobnob.admin.Verb;
import org.hobnob.admin.VerbTable;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.launcher.bench.hostile.ListeningPorts;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.socket.ChannelStreams;
import org.hobnob.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The socket of administration, before a stand-in of the registry. */
@Tag("slow")
@SuppressWarnings("try") // Sockets are there to be asked.
class AdminSocketTest {
    /** An address of this machine that is not that of the port. */
    private static final String OTHER = "127.0.0.2";

    private static final Verb LOG = VerbTable.find("log").orElseThrow();

    @TempDir
    Path data;

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);

    @BeforeEach
    void serve() {
        Await.await(bus.serve(
                Addresses.ADMIN,
                Map.of(
                        "status", body -> Future.succeededFuture(body.copy()),
                        "log", body -> Future.succeededFuture(logged()),
                        "room.show", body -> Future.failedFuture(new RefusalException(Reason.NO_SUCH_ROOM)))));
    }

    @AfterEach
    void close() {
        Await.await(vertx.close());
    }

    /** A line is written while the audit is read. */
    private JsonObject logged() {
        written(1);
        return new JsonObject().put("rows", new JsonArray().add(line(1)));
    }

    private static JsonObject line(int number) {
        return new JsonObject().put("id", number).put("verb", "motd");
    }

    private void written(int number) {
        bus.publishHere(Addresses.ADMIN_AUDIT, "written", line(number));
    }

    private AdminSocket open() {
        return AdminSocket.open(data, vertx).orElseThrow();
    }

    private static JsonObject status(AdminClient client) {
        return client.ask(VerbTable.find("status").orElseThrow(), new JsonObject());
    }

    /** What a program reads that says these lines and nothing else. */
    private static String said(SocketAddress at, String... lines) throws IOException {
        try (SocketChannel channel = SocketChannel.open(at)) {
            OutputStream out = ChannelStreams.out(channel);
            for (String line : lines) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
            out.flush();
            return new BufferedReader(new InputStreamReader(ChannelStreams.in(channel), StandardCharsets.UTF_8))
                    .readLine();
        }
    }

    private SocketAddress path() throws IOException {
        return UnixDomainSocketAddress.of(new SocketPlace(data, Map.of()).path());
    }

    private static Set<Integer> listening() {
        return new HashSet<>(ListeningPorts.of(ProcessHandle.current()));
    }

    @Test
    void onlyTheOwnerReachesItAndNoPortIsOpen() throws IOException {
        Set<Integer> before = listening();
        try (AdminSocket socket = open();
                AdminClient client = AdminClient.connect(data)) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("admin.sock"))));
            assertEquals("(owner)", status(client).getString("by"));
            assertEquals(before, listening());
            assertFalse(Files.exists(data.resolve("admin.port")));
        }
        assertFalse(Files.exists(data.resolve("admin.sock")));
    }

    @Test
    void whoAsksCannotSayWhoAsks() throws IOException {
        try (AdminSocket socket = open()) {
            String answer = said(path(), "{\"id\":1,\"verb\":\"status\",\"by\":\"dana\",\"args\":{}}");
            assertEquals(
                    "(owner)", new JsonObject(answer).getJsonObject("result").getString("by"));
        }
    }

    @Test
    void refusalsHaveExitCodes() throws IOException {
        try (AdminSocket socket = open();
                AdminClient client = AdminClient.connect(data)) {
            UserFacingException refused = assertThrows(
                    UserFacingException.class,
                    () -> client.ask(VerbTable.find("room show").orElseThrow(), new JsonObject().put("room", "lab")));
            assertEquals(ExitCode.USER_FIXABLE, refused.exitCode());
            assertTrue(refused.getMessage().contains("no such room"));
        }
        UserFacingException gone = assertThrows(UserFacingException.class, () -> AdminClient.connect(data));
        assertEquals(ExitCode.NETWORK, gone.exitCode());
    }

    @Test
    void nonsenseIsAnsweredAndLongLinesAreNotKept() throws IOException {
        try (AdminSocket socket = open()) {
            assertTrue(said(path(), "frob").contains("malformed"));
            assertTrue(said(path(), "{\"verb\":\"frob\"}").contains("unknown-command"));
            assertTrue(said(path(), "{\"verb\":\"status\",\"args\":{\"x\":1}}").contains("malformed"));
            assertTrue(said(path(), "{\"verb\":\"status\",\"args\":7}").contains("malformed"));
            assertTrue(said(path(), "{\"id\":{},\"verb\":\"status\"}").contains("malformed"));
            assertTrue(said(path(), "x".repeat(70_000)).contains("too-long"));
        }
    }

    @Test
    void followerIsToldEachLineOnce() throws IOException {
        try (AdminSocket socket = open();
                AdminClient client = AdminClient.connect(data)) {
            JsonObject before = client.ask(LOG, new JsonObject().put("follow", true));
            assertEquals(1, before.getJsonArray("rows").size());
            written(2);
            assertEquals(line(2), client.next().getJsonObject("row"));
            // Those of another registry, for who follows all.
            assertEquals(1, client.ask(LOG, all()).getJsonArray("rows").size());
            written(3);
            bus.publishHere(Addresses.ADMIN_EVENTS, "written", line(4).put("node", "b"));
            assertEquals(4, client.next().getJsonObject("row").getInteger("id"));
        }
    }

    private static JsonObject all() {
        return new JsonObject().put("follow", true).put("node", "all");
    }

    @Test
    void followerThatDoesNotReadMissesLinesAndIsToldHowMany() throws IOException {
        int many = 20_000;
        try (AdminSocket socket = open();
                AdminClient client = AdminClient.connect(data);
                AdminClient other = AdminClient.connect(data)) {
            client.ask(LOG, new JsonObject().put("follow", true));
            for (int i = 0; i < many; i++) {
                bus.publishHere(Addresses.ADMIN_AUDIT, "written", line(i).put("why", "x".repeat(1_000)));
            }
            assertEquals("(owner)", status(other).getString("by"));
            int read = 0;
            JsonObject next = client.next();
            while (next.containsKey("row")) {
                read++;
                next = client.next();
            }
            assertTrue(read < many, "its unread lines are bounded");
            assertEquals(many, read + next.getInteger("missed"));
        }
    }

    @Test
    void longPathsMoveToTheRuntimeFolder() throws IOException {
        Path deep = data.resolve("d".repeat(90)).resolve("d".repeat(90));
        String why = assertThrows(IOException.class, () -> new SocketPlace(deep, Map.of()).path())
                .getMessage();
        assertTrue(why.contains("XDG_RUNTIME_DIR"), why);
        Path moved = new SocketPlace(deep, Map.of("XDG_RUNTIME_DIR", "/run/user/7")).path();
        assertTrue(moved.toString().matches("/run/user/7/hobnob-[0-9a-f]{16}\\.sock"), moved::toString);
        assertThrows(IOException.class, () -> new SocketPlace(deep, Map.of("XDG_RUNTIME_DIR", deep.toString())).path());
        assertThrows(IOException.class, () -> new SocketPlace(deep, Map.of("XDG_RUNTIME_DIR", "run")).path());
    }

    @Test
    void loopbackPortInPlaceOfASocketWantsTheSecret() throws IOException {
        SocketPlace place = new SocketPlace(data, Map.of());
        try (AdminSocket socket = AdminSocket.onLoopback(place, new AdminLines(bus));
                AdminClient client = AdminClient.connect(data)) {
            assertEquals("(owner)", status(client).getString("by"));
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("admin.port"))));
            InetSocketAddress port = new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), place.port().orElseThrow().number());
            assertTrue(listening().contains(port.getPort()));
            assertThrows(IOException.class, () -> said(new InetSocketAddress(OTHER, port.getPort()), "x"));
            assertNull(said(port, "{\"id\":1,\"verb\":\"status\"}", "{\"id\":2,\"verb\":\"status\"}"));
            assertNull(said(port, "0".repeat(64), "{\"id\":2,\"verb\":\"status\"}"));
        }
        assertFalse(Files.exists(data.resolve("admin.port")));
    }
}
