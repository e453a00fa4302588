package org.hobnob.net;

import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.DatagramChannel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.transport.Transport;

/**
 * Vert.x's NIO transport, with receive buffers of the size of one datagram. Vert.x itself uses the size of the
 * system's receive buffer for them, so a socket with a large one would allocate and clear a mebibyte for every
 * datagram.
 */
public class SizedReceiveTransport extends NioTransport {
    /** Longer than any datagram of a native or original program (SPEC 6, 8); longer ones are truncated. */
    public static final int DATAGRAM_BYTES = 2048;

    /** Returns a builder of the Vert.x instance that all Hobnob programs use. */
    public static VertxBuilder vertx(VertxOptions options) {
        return new SizedReceiveTransport().builder(options);
    }

    /** Returns a builder of a Vert.x instance with this transport. */
    public final VertxBuilder builder(VertxOptions options) {
        return Vertx.builder().with(options).withTransport(named());
    }

    @Override
    public void configure(DatagramChannel channel, DatagramSocketOptions options) {
        super.configure(channel, options);
        channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(DATAGRAM_BYTES));
    }

    private Transport named() {
        NioTransport implementation = this;
        return new Transport() {
            @Override
            public String name() {
                return "nio";
            }

            @Override
            public boolean available() {
                return true;
            }

            @Override
            public Throwable unavailabilityCause() {
                return null;
            }

            @Override
            public io.vertx.core.spi.transport.Transport implementation() {
                return implementation;
            }
        };
    }
}
