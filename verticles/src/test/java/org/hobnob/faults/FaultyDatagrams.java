package org.hobnob.faults;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.hobnob.net.FilteredTransport;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.sim.Link;
import org.hobnob.protocol.sim.LinkFaults;

/**
 * Lets the datagram sockets of one Vert.x hear through faults, at the edge of the program: what its code reads was lost,
 * doubled, late or damaged on the way from the system's socket. Each stream of a room is a link of its own, and so is each
 * sender of other datagrams. Thread-safe.
 */
public final class FaultyDatagrams {
    /** Watches what arrives at the edge, before anything else; on an event loop. */
    public interface Watch {
        /** @param lost whether the program does not get to see it */
        void seen(byte[] datagram, boolean lost);
    }

    /** One of the datagrams that arrive for one that was sent. */
    record Copy(byte[] datagram, long delayMs) {}

    private final long seed;
    private final Watch watch;
    private volatile LinkFaults faults = LinkFaults.NONE;

    public FaultyDatagrams(long seed, Watch watch) {
        this.seed = seed;
        this.watch = watch;
    }

    /** What happens to datagrams from now on. */
    public void faults(LinkFaults ofAll) {
        faults = ofAll;
    }

    /** A new Vert.x whose datagram sockets hear through these faults. */
    public Vertx vertx(VertxOptions options) {
        return new FilteredTransport(Edge::new).builder(options).build();
    }

    /** What arrives for one datagram. */
    static List<Copy> copies(Link link, LinkFaults faults, byte[] datagram) {
        List<Copy> copies = new ArrayList<>();
        if (link.loses(faults)) {
            return copies;
        }
        for (int left = link.doubles(faults) ? 2 : 1; left > 0; left--) {
            byte[] copy = link.corrupts(faults) ? link.damaged(datagram) : datagram;
            copies.add(new Copy(copy, link.delayMs(faults)));
        }
        return copies;
    }

    /** One socket's edge. */
    private final class Edge extends ChannelInboundHandlerAdapter {
        private final Map<Object, Link> links = new HashMap<>();

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            DatagramPacket packet = (DatagramPacket) message;
            byte[] datagram = ByteBufUtil.getBytes(packet.content());
            Object sender =
                    RoomHeader.parse(datagram).<Object>map(RoomHeader::stream).orElse(packet.sender());
            Link link = links.computeIfAbsent(sender, this::link);
            List<Copy> copies = copies(link, faults, datagram);
            watch.seen(datagram, copies.isEmpty());
            copies.forEach(copy -> arrive(
                    context,
                    new DatagramPacket(Unpooled.wrappedBuffer(copy.datagram()), packet.recipient(), packet.sender()),
                    copy.delayMs()));
            packet.release();
        }

        private Link link(Object sender) {
            return new Link(new SplittableRandom(seed + links.size()));
        }

        private void arrive(ChannelHandlerContext context, DatagramPacket packet, long delayMs) {
            if (delayMs == 0) {
                context.fireChannelRead(packet);
                return;
            }
            context.executor()
                    .schedule(
                            () -> {
                                if (context.channel().isOpen()) {
                                    context.fireChannelRead(packet);
                                }
                            },
                            delayMs,
                            TimeUnit.MILLISECONDS);
        }
    }
}
