package org.hobnob.peer.script;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.socket.ChannelStreams;
import org.hobnob.socket.SocketDoor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Programs at the socket of a peer whose other verticles are stand-ins. */
@Tag("slow")
class SocketDoorTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_000), ZoneOffset.UTC);

    private static final int MOST = 3;
    private static final int FLOOD = 100;

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Promise<ScriptVerticle.End> ended = Promise.promise();
    private final ScriptVerticle peer = new ScriptVerticle(CLOCK, ended::complete);
    private final List<Program> programs = new ArrayList<>();
    private Bus bus;
    private Path path;
    private SocketDoor door;

    /** A program's side. */
    private static final class Program implements Closeable {
        private final SocketChannel channel;
        private final BufferedReader in;
        private final OutputStream out;

        Program(Path path) throws IOException {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
            in = new BufferedReader(new InputStreamReader(ChannelStreams.in(channel), StandardCharsets.UTF_8));
            out = ChannelStreams.out(channel);
        }

        void write(String line) throws IOException {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        String read() throws IOException {
            return in.readLine();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        bus = new Bus(vertx);
        path = folder.resolve("sock");
        await(vertx.deployVerticle(peer));
        await(bus.serve(
                Addresses.PEER_CHAT,
                Map.of(
                        "message",
                        json -> Future.succeededFuture(
                                new JsonObject().put("id", "ab").put("state", "delivered")))));
        door = SocketDoor.open(path, peer, MOST);
    }

    @AfterEach
    void close() throws IOException {
        for (Program program : programs) {
            program.close();
        }
        door.close();
        await(vertx.close());
    }

    private Program program() throws IOException {
        Program program = new Program(path);
        programs.add(program);
        assertEquals(
                "{\"type\":\"hello\",\"version\":1,\"connected\":false,\"rooms\":[],\"kept\":[],\"at\":1000}",
                program.read());
        return program;
    }

    private Future<JsonObject> happens(String action, String json) {
        return bus.request(Addresses.PEER_CONSOLE, action, new JsonObject(json.replace('\'', '"')), 60_000);
    }

    @Test
    void socketIsItsOwnersAlone() throws IOException {
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(path), files.toList(), "nothing is left beside it");
        }
    }

    @Test
    void programThatFloodsLetsOthersHaveTheirTurn() throws IOException {
        BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        Queue<Promise<JsonObject>> answers = new ConcurrentLinkedQueue<>();
        await(bus.serve(Addresses.PEER_REGISTRY, Map.of("search", json -> {
            Promise<JsonObject> answer = Promise.promise();
            answers.add(answer);
            asked.add(json.getString("user"));
            return answer.future();
        })));
        Program flooding = program();
        for (int i = 0; i < FLOOD; i++) {
            flooding.write("{'request':'whois','user':'flood'}".replace('\'', '"'));
        }
        for (int i = 0; i < RegistryTurns.AT_ONCE; i++) {
            assertEquals("flood", next(asked));
        }
        Program other = program();
        other.write("{'request':'whois','user':'mina'}".replace('\'', '"'));
        other.write("{'request':'send','to':'omar','text':'so this one is answered','id':2}".replace('\'', '"'));
        assertTrue(other.read().contains("\"id\":2"));
        answers.remove().fail(new RefusalException(Reason.NO_SUCH_USER));
        assertEquals("mina", next(asked));
        assertTrue(asked.isEmpty(), "no more are under way at a time");
    }

    private static String next(BlockingQueue<String> asked) {
        try {
            return asked.poll(40, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void eventIsToldToAllAndShownWhenWritten() throws IOException {
        Program one = program();
        Program two = program();
        await(happens("direct", "{'user':'omar','text':'hi \\u001b[2J','id':'cd','path':'tcp','again':false}"));
        String line = "{\"type\":\"message\",\"conversation\":\"omar\",\"from\":\"omar\",\"text\":\"hi \\u001B[2J\","
                + "\"messageId\":\"cd\",\"path\":\"tcp\",\"again\":false,\"at\":1000}";
        assertEquals(line, one.read());
        assertEquals(line, two.read());
    }

    @Test
    void eventWaitsForAProgram() throws IOException {
        Future<JsonObject> shown = happens("direct", "{'user':'omar','text':'hi'}");
        await(happens("room-reader", "{'room':'lab','user':'omar','otherKey':false}"));
        assertFalse(shown.isComplete(), "nobody was there, who could have been shown it");
        Program late = program();
        assertTrue(late.read().contains("\"text\":\"hi\""));
        await(shown);
        assertTrue(late.read().contains("room-reader"));
    }

    @Test
    void othersAreToldWhatOneProgramSays() throws IOException {
        Program one = program();
        Program two = program();
        one.write("{\"id\":1,\"request\":\"send\",\"to\":\"omar\",\"text\":\"hi\"}");
        assertEquals("{\"id\":1,\"result\":{\"state\":\"delivered\",\"messageId\":\"ab\"}}", one.read());
        assertEquals(
                "{\"type\":\"said\",\"conversation\":\"omar\",\"text\":\"hi\",\"messageId\":\"ab\",\"at\":1000}",
                two.read());
        two.write("{\"id\":2,\"request\":\"status\"}");
        assertTrue(two.read().startsWith("{\"id\":2,"), "it was told once");
        one.write("{\"id\":3,\"request\":\"status\"}");
        assertTrue(one.read().startsWith("{\"id\":3,"), "and not to the one that said it");
    }

    @Test
    void nonsenseIsAnsweredAndTheNextLineRead() throws IOException {
        Program program = program();
        program.write("no json");
        assertTrue(program.read().contains("\"malformed\""));
        program.write("x".repeat(Answers.MOST_BYTES + 1));
        assertTrue(program.read().contains("\"too-long\""));
        program.write("[".repeat(60_000));
        assertTrue(program.read().contains("\"malformed\""));
        program.write("");
        program.write("{\"id\":1,\"request\":\"back\"}");
        assertEquals("{\"id\":1,\"error\":{\"reason\":\"unavailable\"}}", program.read());
    }

    @Test
    void programsBeyondTheBoundAreTurnedAway() throws IOException {
        for (int i = 0; i < MOST; i++) {
            program();
        }
        Logger logger = (Logger) LoggerFactory.getLogger(SocketDoor.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            for (int i = 0; i < 5; i++) {
                try (Program more = new Program(path)) {
                    assertNull(more.read());
                }
            }
        } finally {
            logger.detachAppender(log);
        }
        assertEquals(1, log.list.size(), "one line a minute, however many there are");
    }

    @Test
    void answersComeThoughTheProgramAsksNoMore() throws IOException {
        Program program = program();
        program.write("{\"id\":1,\"request\":\"send\",\"to\":\"omar\",\"text\":\"hi\"}");
        program.channel.shutdownOutput();
        assertTrue(program.read().startsWith("{\"id\":1,\"result\""));
        assertNull(program.read());
    }

    @Test
    void quitIsAnsweredAndEndsThePeer() throws IOException {
        Program program = program();
        program.write("{\"id\":1,\"request\":\"quit\"}");
        assertEquals("{\"id\":1,\"result\":{}}", program.read());
        assertEquals(ScriptVerticle.End.LEFT, await(ended.future()));
    }

    @Test
    void endOfTheSessionEndsThePeer() throws IOException {
        Program program = program();
        happens("state", "{'state':'ended','detail':'taken-over','retryMs':0}");
        assertTrue(program.read().contains("\"taken-over\""));
        assertEquals(ScriptVerticle.End.LOGGED_OUT, await(ended.future()));
    }

    @Test
    void socketInUseAndFilesAreLeftAlone() throws IOException {
        assertThrows(IOException.class, () -> SocketDoor.open(path, peer, MOST));
        program();
        Path file = Files.writeString(folder.resolve("file"), "precious");
        assertThrows(IOException.class, () -> SocketDoor.open(file, peer, MOST));
        assertEquals("precious", Files.readString(file));
    }

    @Test
    void socketThatWasLeftBehindIsReplaced() throws IOException {
        Path left = folder.resolve("left");
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(left));
        }
        assertTrue(Files.exists(left));
        SocketDoor again = SocketDoor.open(left, peer, MOST);
        try (Program program = new Program(left)) {
            assertTrue(program.read().contains("hello"));
        } finally {
            again.close();
        }
        assertFalse(Files.exists(left));
    }
}
