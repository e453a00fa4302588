package org.hobnob.net.tls;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import org.hobnob.net.gate.Gate;

/**
 * TLS of a connection that a gate has let in: has the handshake wait for its turn, and tells the gate when handshake and
 * connection end.
 */
final class GatedSslHandler extends SslHandler {
    private static final long LOOK_MS = 500;

    private final Gate gate;
    private final HandshakeTurns turns;
    private final Entrance.Reads reads;
    private final String address;

    GatedSslHandler(SSLEngine engine, boolean startTls, Executor executor, Entrance entrance, String address) {
        super(engine, startTls, executor);
        this.gate = entrance.gate();
        this.turns = entrance.turns();
        this.reads = entrance.reads();
        this.address = address;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
        Channel channel = context.channel();
        reads.configure(channel);
        super.handlerAdded(context);
        context.pipeline().addBefore(context.name(), null, new HeldHello(turns, address));
        ScheduledFuture<?> looking = look(context);
        handshakeFuture().addListener(done -> {
            looking.cancel(false);
            gate.handshakeEnded(address);
        });
        channel.closeFuture().addListener(done -> gate.leave(address));
    }

    private ScheduledFuture<?> look(ChannelHandlerContext context) {
        long startNs = System.nanoTime();
        Runnable look = () -> {
            if (gate.mustMakeWay(System.nanoTime() - startNs)) {
                RefusedSslHandler.reset(context.channel());
            }
        };
        return context.executor().scheduleWithFixedDelay(look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    }
}
