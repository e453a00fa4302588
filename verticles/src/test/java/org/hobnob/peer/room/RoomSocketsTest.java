package org.hobnob.peer.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hobnob.net.Interfaces;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class RoomSocketsTest {
    private static final GroupAddress GROUP =
            GroupAddress.of("239.255.11.12:15711").orElseThrow();

    private Vertx vertx;
    private RoomSockets sockets;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        sockets = new RoomSockets(vertx, Interfaces.loopback());
    }

    @AfterEach
    void stop() {
        Await.await(vertx.close());
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The only event loop is held until the datagram was given to the sockets. */
    @Test
    void datagramWaitsForASocketThatIsStillOpening() throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        CountDownLatch opens = new CountDownLatch(1);
        vertx.runOnContext(held -> awaitUninterruptibly(opens));
        sockets.open(List.of(GROUP), packet -> heard.add(packet.data().toString()));
        Future<Boolean> sent = sockets.send("early".getBytes(StandardCharsets.US_ASCII));
        opens.countDown();
        assertTrue(Await.await(sent));
        assertEquals("early", heard.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void nothingIsSentWithoutASocket() {
        assertFalse(Await.await(sockets.send(new byte[1])));
    }
}
