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
 * Vert.x' NIO transport, whose datagram sockets read into a buffer of one datagram's size. Vert.x' own takes the size of
 * the system's receive buffer for that, so that a socket which keeps a burst allocates and zeroes a mebibyte for each
 * datagram that it reads.
 */
public class SizedReceiveTransport extends NioTransport {
    /** More than any datagram of Hobnob's or an original's has (SPEC 6, 8); what is longer is cut to this. */
    public static final int DATAGRAM_BYTES = 2048;

    /** A builder of what every program of Hobnob's runs on. */
    public static VertxBuilder vertx(VertxOptions options) {
        return new SizedReceiveTransport().builder(options);
    }

    /** A builder of a Vert.x with this transport. */
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
