package org.hobnob.net.tls;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import org.hobnob.net.gate.Gate;

/** Asks a gate when the connection starts, and tells it when the handshake and the connection end. */
final class GatedSslHandler extends SslHandler {
    private final Gate gate;
    private final String address;

    GatedSslHandler(SSLEngine engine, boolean startTls, Executor executor, Gate gate, String address) {
        super(engine, startTls, executor);
        this.gate = gate;
        this.address = address;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
        super.handlerAdded(context);
        Channel channel = context.channel();
        if (gate.enter(address)) {
            handshakeFuture().addListener(done -> gate.handshakeEnded(address));
            channel.closeFuture().addListener(done -> gate.leave(address));
        } else {
            // By a reset, so that the system need not remember each of many refused connections for a minute.
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.unsafe().close(channel.newPromise());
        }
    }
}
