package org.hobnob.faults;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Stands between clients and a server and treats their connections as a bad network does. Thread-safe; what is asked of it
 * is done when the method returns.
 */
public final class TcpProxy implements AutoCloseable {
    /** How a connection ends, on both sides. */
    public enum Cut {
        /** In order, after what was on its way. */
        FIN,
        /** At once; what was on its way may be lost. */
        RESET
    }

    /** How connections that are made from now on fare. */
    private enum Door {
        OPEN,
        STALLED,
        SHUT
    }

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final InetSocketAddress near;
    private final InetSocketAddress far;
    private final Optional<InetAddress> from;
    private final RandomGenerator random;
    // All that follows belongs to the loop.
    private final List<ProxiedConnection> connections = new ArrayList<>();
    private Door door = Door.OPEN;
    private Channel server;
    private long minDelayMs;
    private long maxDelayMs;
    private int mortalBytes;
    private long accepted;
    private long cuts;

    private TcpProxy(InetSocketAddress near, InetSocketAddress far, Optional<InetAddress> from, long seed) {
        this.far = far;
        this.from = from;
        random = new SplittableRandom(seed);
        server = listen(near);
        this.near = (InetSocketAddress) server.localAddress();
    }

    /** Listens at a free port of 127.0.0.1. */
    public static TcpProxy to(InetSocketAddress far, long seed) {
        return new TcpProxy(new InetSocketAddress("127.0.0.1", 0), far, Optional.empty(), seed);
    }

    /**
     * Listens at an address.
     *
     * @param near port 0 is a free one
     * @param from the address of this machine that the server sees its clients come from
     */
    public static TcpProxy between(InetSocketAddress near, InetSocketAddress far, InetAddress from, long seed) {
        return new TcpProxy(near, far, Optional.of(from), seed);
    }

    private Channel listen(InetSocketAddress address) {
        return new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel client) {
                        accept(client);
                    }
                })
                .bind(address)
                .syncUninterruptibly()
                .channel();
    }

    private void accept(Channel client) {
        accepted++;
        ProxiedConnection connection = new ProxiedConnection(client, this::delayMs, () -> door == Door.STALLED);
        connections.add(connection);
        client.closeFuture().addListener(done -> connections.remove(connection));
        if (door == Door.OPEN) {
            connect(connection);
        }
    }

    private void connect(ProxiedConnection connection) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connection.leadsTo(channel);
                    }
                });
        from.ifPresent(address -> bootstrap.localAddress(new InetSocketAddress(address, 0)));
        bootstrap.connect(far).addListener(done -> {
            if (!done.isSuccess()) {
                connection.end(Cut.RESET);
                return;
            }
            connection.begin();
            if (mortalBytes > 0) {
                condemn(connection);
            }
        });
    }

    private void condemn(ProxiedConnection connection) {
        connection.cutAfter(random.nextInt(mortalBytes), random.nextBoolean(), drawn(), () -> cuts++);
    }

    private Cut drawn() {
        return random.nextBoolean() ? Cut.RESET : Cut.FIN;
    }

    private long delayMs() {
        return maxDelayMs == 0 ? 0 : minDelayMs + random.nextLong(maxDelayMs - minDelayMs + 1);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return near;
    }

    public int port() {
        return near.getPort();
    }

    /** All that is sent takes so long, in either direction, in its order. */
    public void delay(long minMs, long maxMs) {
        onLoop(() -> {
            minDelayMs = minMs;
            maxDelayMs = maxMs;
        });
    }

    /**
     * From now on each connection is cut after a random number of bytes in a random direction: in its handshake, in the
     * midst of a line, or between two.
     *
     * @param mostBytes below which that number is; 0 lets connections live
     */
    public void mortal(int mostBytes) {
        onLoop(() -> {
            mortalBytes = mostBytes;
            if (mostBytes > 0) {
                connections.stream().filter(ProxiedConnection::isOpen).forEach(this::condemn);
            }
        });
    }

    /** Cuts every connection; new ones pass. Tells how many there were. */
    public int cutAll(Cut how) {
        return onLoop(() -> {
            List<ProxiedConnection> open =
                    connections.stream().filter(ProxiedConnection::isOpen).toList();
            open.forEach(connection -> connection.end(how));
            cuts += open.size();
            return open.size();
        });
    }

    /** Cuts one connection, drawn as the way of its end is; false where there is none. */
    public boolean cutOne() {
        return onLoop(() -> {
            List<ProxiedConnection> open =
                    connections.stream().filter(ProxiedConnection::isOpen).toList();
            if (open.isEmpty()) {
                return false;
            }
            open.get(random.nextInt(open.size())).end(drawn());
            cuts++;
            return true;
        });
    }

    /** A black hole: connections stand and are made, but no byte passes and no end is told, until {@link #heal}. */
    public void stall() {
        onLoop(() -> {
            open();
            door = Door.STALLED;
            connections.forEach(ProxiedConnection::look);
        });
    }

    /** Cuts every connection and has further ones refused, until {@link #heal}. */
    public void refuse() {
        onLoop(() -> {
            door = Door.SHUT;
            cuts += connections.stream().filter(ProxiedConnection::isOpen).count();
            List.copyOf(connections).forEach(connection -> connection.end(Cut.RESET));
            server.close();
        });
        server.closeFuture().syncUninterruptibly();
    }

    /** All passes again, at once; what was held up as well. */
    public void heal() {
        onLoop(() -> {
            minDelayMs = 0;
            maxDelayMs = 0;
            mortalBytes = 0;
            connections.forEach(ProxiedConnection::spare);
        });
        boolean wasShut = onLoop(() -> door == Door.SHUT);
        if (wasShut) {
            server = listen(near);
        }
        onLoop(() -> {
            open();
            connections.forEach(ProxiedConnection::look);
        });
    }

    private void open() {
        if (door == Door.STALLED) {
            door = Door.OPEN;
            connections.stream().filter(ProxiedConnection::isWaiting).toList().forEach(this::connect);
        }
        door = Door.OPEN;
    }

    /** How many connections are open on both sides. */
    public int connections() {
        return onLoop(() ->
                (int) connections.stream().filter(ProxiedConnection::isOpen).count());
    }

    /** How many connections were made to it. */
    public long accepted() {
        return onLoop(() -> accepted);
    }

    /** How many open connections it has cut. */
    public long cuts() {
        return onLoop(() -> cuts);
    }

    private void onLoop(Runnable work) {
        loop.submit(work).syncUninterruptibly();
    }

    private <T> T onLoop(Callable<T> work) {
        return loop.submit(work).syncUninterruptibly().getNow();
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
