package org.hobnob.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.transport.Transport;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class SizedReceiveTransportTest {
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
