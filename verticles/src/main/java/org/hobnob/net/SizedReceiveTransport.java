package org.hobnob.net;

import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.transport.Transport;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadFactory;

/**
 * Vert.x's NIO transport, with receive buffers of the size of one datagram, and fair to sockets. Vert.x itself uses the
 * size of the system's receive buffer for them, so a socket with a large one would allocate and clear a mebibyte for
 * every datagram.
 */
public class SizedReceiveTransport extends NioTransport {
    /** Longer than any datagram of a native or original program (SPEC 6, 8); longer ones are truncated. */
    public static final int DATAGRAM_BYTES = 2048;

    /** Returns a builder of the Vert.x instance that all Hobnob programs use. */
    public static VertxBuilder vertx(VertxOptions options) {
        return usual().builder(options);
    }

    /** A bad network, where one is asked for. */
    private static SizedReceiveTransport usual() {
        int percent = DatagramLoss.percent();
        int seconds = LineCuts.seconds();
        return percent == 0 && seconds == 0
                ? new SizedReceiveTransport()
                : new FilteredTransport(
                        () -> percent == 0
                                ? new ChannelInboundHandlerAdapter()
                                : new DatagramLoss(percent, new SplittableRandom()),
                        () -> seconds == 0
                                ? new ChannelInboundHandlerAdapter()
                                : new LineCuts(seconds, new SplittableRandom()));
    }

    /** Returns a builder of a Vert.x instance with this transport. */
    public final VertxBuilder builder(VertxOptions options) {
        return Vertx.builder().with(options).withTransport(named());
    }

    /**
     * Gives the sockets of an event loop the share of its time that Vert.x asks for, which Vert.x's own transport drops. By
     * Netty's default, tasks that lead to further tasks keep an event loop from its sockets for up to a second.
     */
    @Override
    public EventLoopGroup eventLoopGroup(int type, int threads, ThreadFactory factory, int ioRatio) {
        EventLoopGroup group = super.eventLoopGroup(type, threads, factory, ioRatio);
        ((MultiThreadIoEventLoopGroup) group).setIoRatio(ioRatio);
        return group;
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
