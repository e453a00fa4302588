package org.hobnob.faults;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.hobnob.protocol.sim.Link;
import org.hobnob.protocol.sim.LinkFaults;

/**
 * Stands between clients and a server that exchange datagrams; each client comes to the server from a port of its own.
 * Thread-safe.
 */
public final class UdpProxy implements AutoCloseable {
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final InetSocketAddress far;
    private final SplittableRandom random;
    private final Map<InetSocketAddress, Channel> clients = new HashMap<>();
    private final Channel door;
    private final AtomicLong seen = new AtomicLong();
    private volatile LinkFaults faults = LinkFaults.NONE;

    private UdpProxy(InetSocketAddress far, long seed) {
        this.far = far;
        random = new SplittableRandom(seed);
        door = bind(this::fromClient);
    }

    /** Listens at a free port of 127.0.0.1. */
    public static UdpProxy to(InetSocketAddress far, long seed) {
        return new UdpProxy(far, seed);
    }

    private Channel bind(BiConsumer<InetSocketAddress, byte[]> receiver) {
        return new Bootstrap()
                .group(loop)
                .channel(NioDatagramChannel.class)
                .handler(new Throughway(new Link(random.split()), receiver))
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    private void fromClient(InetSocketAddress client, byte[] datagram) {
        Channel known = clients.get(client);
        if (known != null) {
            send(known, datagram, far);
            return;
        }
        new Bootstrap()
                .group(loop)
                .channel(NioDatagramChannel.class)
                .handler(new Throughway(new Link(random.split()), (server, answer) -> send(door, answer, client)))
                .bind("127.0.0.1", 0)
                .addListener((ChannelFutureListener) bound -> {
                    clients.put(client, bound.channel());
                    send(bound.channel(), datagram, far);
                });
    }

    private static void send(Channel channel, byte[] datagram, InetSocketAddress to) {
        channel.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(datagram), to));
    }

    /** What happens to datagrams from now on, in either direction; a loss of 1 lets nothing pass. */
    public void faults(LinkFaults ofAll) {
        faults = ofAll;
    }

    /** Where it listens. */
    public int port() {
        return ((InetSocketAddress) door.localAddress()).getPort();
    }

    /** How many datagrams of clients came to it, the lost among them. */
    public long seen() {
        return seen.get();
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** Hands on what comes, as the faults of one link have it. */
    private final class Throughway extends SimpleChannelInboundHandler<DatagramPacket> {
        private final Link link;
        private final BiConsumer<InetSocketAddress, byte[]> receiver;

        Throughway(Link link, BiConsumer<InetSocketAddress, byte[]> receiver) {
            this.link = link;
            this.receiver = receiver;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            byte[] datagram = ByteBufUtil.getBytes(packet.content());
            FaultyDatagrams.copies(link, faults, datagram)
                    .forEach(copy -> context.executor()
                            .schedule(
                                    () -> receiver.accept(packet.sender(), copy.datagram()),
                                    copy.delayMs(),
                                    TimeUnit.MILLISECONDS));
            seen.addAndGet(context.channel() == door ? 1 : 0);
        }
    }
}
