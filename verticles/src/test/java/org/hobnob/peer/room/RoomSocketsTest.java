package org.hobnob.peer.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
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
        vertx = Vertx.vertx();
        sockets = new RoomSockets(vertx, Interfaces.loopback());
    }

    @AfterEach
    void stop() {
        Await.await(vertx.close());
    }

    @Test
    void datagramWaitsForASocketThatIsStillOpening() throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        Promise<Boolean> sent = Promise.promise();
        // In one turn of a worker, as rooms work: what the event loop does is heard of in a later one.
        ((VertxInternal) vertx).createWorkerContext().runOnContext(turn -> {
            sockets.open(List.of(GROUP), packet -> heard.add(packet.data().toString()));
            sockets.send("early".getBytes(StandardCharsets.US_ASCII)).onComplete(sent);
        });
        assertTrue(Await.await(sent.future()));
        assertEquals("early", heard.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void nothingIsSentWithoutASocket() {
        assertFalse(Await.await(sockets.send(new byte[1])));
    }
}
