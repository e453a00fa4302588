package org.hobnob.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.spi.transport.Transport;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class SizedReceiveTransportTest {
    /** Netty looks at the time after each 64 tasks. */
    private static final int MOST_TASKS = 5_000;

    /** So all of them take fifty milliseconds, on a fast machine too. */
    private static final long TASK_NS = 10_000;

    private static final int PATIENCE_S = 40;

    /** Each task leads to the next, as requests over the bus do. By Netty's default they go on for a second. */
    @Test
    void socketsHaveTheirTurnWhileTasksGoOn() throws Exception {
        Vertx vertx = SizedReceiveTransport.vertx(new VertxOptions().setEventLoopPoolSize(1))
                .build();
        try {
            AtomicBoolean arrived = new AtomicBoolean();
            NetServer server =
                    vertx.createNetServer().connectHandler(socket -> socket.handler(bytes -> arrived.set(true)));
            server.listen(0, "127.0.0.1").await(PATIENCE_S, TimeUnit.SECONDS);
            NetClient client = vertx.createNetClient();
            NetSocket socket = client.connect(server.actualPort(), "127.0.0.1").await(PATIENCE_S, TimeUnit.SECONDS);
            Promise<Integer> tasks = Promise.promise();
            Context context = vertx.getOrCreateContext();
            context.runOnContext(now -> {
                socket.write("x");
                goOn(context, arrived, 0, tasks);
            });

            int ran = tasks.future().await(PATIENCE_S, TimeUnit.SECONDS);
            assertTrue(ran < MOST_TASKS, () -> ran + " tasks ran before the socket was read");
        } finally {
            vertx.close().await(PATIENCE_S, TimeUnit.SECONDS);
        }
    }

    private static void goOn(Context context, AtomicBoolean arrived, int ran, Promise<Integer> tasks) {
        for (long startNs = System.nanoTime(); System.nanoTime() - startNs < TASK_NS; ) {
            Thread.onSpinWait();
        }
        if (arrived.get() || ran == MOST_TASKS) {
            tasks.complete(ran);
        } else {
            context.runOnContext(next -> goOn(context, arrived, ran + 1, tasks));
        }
    }

    /** Vert.x' transports still name the family by a class that Netty has a successor for. */
    @Test
    @SuppressWarnings("deprecation")
    void datagramsAreReadIntoSmallBuffers() throws Exception {
        DatagramSocketOptions options = MulticastSockets.options(Interfaces.loopback());
        Vertx vertx = SizedReceiveTransport.vertx(new VertxOptions()).build();
        Transport transport = ((VertxInternal) vertx).transport();
        DatagramChannel channel = transport.datagramChannel(InternetProtocolFamily.IPv4);
        try {
            transport.configure(channel, options);
            int perDatagram = channel.config()
                    .<io.netty.channel.RecvByteBufAllocator>getRecvByteBufAllocator()
                    .newHandle()
                    .guess();
            assertEquals(SizedReceiveTransport.DATAGRAM_BYTES, perDatagram);
            assertEquals(MulticastSockets.RECEIVE_BUFFER_BYTES, options.getReceiveBufferSize());
        } finally {
            channel.unsafe().closeForcibly();
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }
}
