package org.hobnob.registry.store.embedded;

import de.bwaldvogel.mongo.wire.MongoWireMessageEncoder;
import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import de.bwaldvogel.mongo.wire.MongoWireReplyEncoder;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.hobnob.registry.store.embedded.StoreRefusedException.Reason;

/** The listening socket and the connections of the embedded store. */
final class StoreServer {
    private static final int EVENT_LOOPS = 2;
    private static final int MAX_UNAUTHENTICATED = 256;
    private static final int FLUSH_MS = 2_000;
    private static final int STOP_MS = 2_000;

    private final StoreEngine engine;
    private final Supplier<Handshake> handshakes;
    private final UnauthenticatedConnections unauthenticated = new UnauthenticatedConnections(MAX_UNAUTHENTICATED);
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            EVENT_LOOPS, new DefaultThreadFactory("hobnob-store", true), NioIoHandler.newFactory());
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private Channel listener;

    StoreServer(StoreEngine engine, Supplier<Handshake> handshakes) {
        this.engine = engine;
        this.handshakes = handshakes;
    }

    /**
     * Starts listening.
     *
     * @return the address, with the actual port
     * @throws StoreRefusedException PORT_IN_USE or ADDRESS_UNUSABLE
     */
    InetSocketAddress listen(InetSocketAddress address) throws StoreRefusedException {
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        initialize(channel);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw refused(address, bound.cause());
        }
        listener = bound.channel();
        return (InetSocketAddress) listener.localAddress();
    }

    private static StoreRefusedException refused(InetSocketAddress address, Throwable cause) {
        String where = address.getHostString() + ":" + address.getPort();
        String message = String.valueOf(cause.getMessage());
        if (message.contains("in use")) {
            return new StoreRefusedException(
                    Reason.PORT_IN_USE,
                    "the store's port " + where + " is in use: stop the program that listens there, or choose another"
                            + " port (0 takes any free one)",
                    cause);
        }
        return new StoreRefusedException(
                Reason.ADDRESS_UNUSABLE, "the store cannot listen at " + where + " (" + message + ")", cause);
    }

    private void initialize(Channel channel) {
        clients.add(channel);
        initialize(channel, new ConnectionHandler(engine, handshakes.get(), unauthenticated));
    }

    /** Sets up what reads and answers a new connection. */
    static void initialize(Channel channel, ConnectionHandler handler) {
        channel.pipeline()
                .addLast(ConnectionHandler.FRAME_LIMIT, new StrangersFrames())
                .addLast(new MongoWireReplyEncoder(), new MongoWireMessageEncoder(), new MongoWireProtocolHandler())
                .addLast(new FlowControlHandler())
                .addLast(handler);
    }

    /** Accepts no more connections and no more commands. Running commands are still answered. */
    void stopReading() {
        if (listener != null) {
            listener.close().awaitUninterruptibly();
        }
        clients.forEach(client -> client.config().setAutoRead(false));
    }

    /** Sends pending answers, within a time limit, closes all connections and stops the event loops. */
    void stop() {
        clients.writeAndFlush(Unpooled.EMPTY_BUFFER).awaitUninterruptibly(FLUSH_MS);
        clients.close().awaitUninterruptibly(FLUSH_MS);
        loops.shutdownGracefully(0, STOP_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly(STOP_MS * 2L);
    }
}
