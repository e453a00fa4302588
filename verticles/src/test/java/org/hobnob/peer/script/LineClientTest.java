package org.hobnob.peer.script;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hobnob.socket.LineClient;
import org.hobnob.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A program that does not read, or goes away. */
class LineClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Vertx vertx = Vertx.vertx();
    private final ScriptVerticle peer = new ScriptVerticle(Clock.systemUTC(), end -> {});
    private final CountDownLatch reads = new CountDownLatch(1);
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    @BeforeEach
    void start() {
        Await.await(vertx.deployVerticle(peer));
    }

    @AfterEach
    void close() {
        reads.countDown();
        Await.await(vertx.close());
    }

    /** What the program reads, once it reads. */
    private final class Corked extends OutputStream {
        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                reads.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            synchronized (read) {
                read.write(bytes, offset, length);
            }
        }
    }

    private String lastLine() {
        synchronized (read) {
            List<String> lines = read.toString(StandardCharsets.UTF_8).lines().toList();
            return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        }
    }

    @Test
    void programThatDoesNotReadFillsNoMemoryAndIsToldWhatItMissed() throws IOException {
        LineClient client = new LineClient(peer, new PipedInputStream(new PipedOutputStream()), new Corked());
        client.start("test", () -> {});
        JsonObject large = new JsonObject().put("text", "x".repeat(1_000_000));
        List<Future<Void>> told = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            told.add(client.tell(large));
        }
        assertFalse(told.get(0).isComplete(), "it was not read");
        assertEquals(4, told.stream().filter(Future::failed).count(), "eight times a million fit into 8 MiB");
        reads.countDown();
        await().atMost(PATIENCE).until(() -> told.get(0).succeeded());
        await().atMost(PATIENCE).until(() -> lastLine().equals("{\"type\":\"missed\",\"count\":4}"));
    }

    @Test
    void eventThatCannotBeWrittenCountsAsNotShown() {
        LineClient client = new LineClient(peer, InputStream.nullInputStream(), new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("the program is gone");
            }
        });
        AtomicBoolean isOver = new AtomicBoolean();
        client.start("test", () -> isOver.set(true));
        await().atMost(PATIENCE).until(isOver::get);
        await().atMost(PATIENCE).until(() -> client.tell(new JsonObject()).failed());
        assertTrue(isOver.get());
    }
}
