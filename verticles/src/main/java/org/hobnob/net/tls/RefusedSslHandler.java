package org.hobnob.net.tls;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * Stands where TLS would be on a connection that is refused, and closes it. Thousands a second may have to be refused: an
 * engine for each, and a farewell in TLS that nobody reads, would cost more than the rest.
 */
final class RefusedSslHandler extends SslHandler {
    /** Nothing is ever read or written with it. */
    private static final SSLEngine UNUSED = unused();

    RefusedSslHandler() {
        super(UNUSED);
    }

    private static SSLEngine unused() {
        try {
            return SSLContext.getDefault().createSSLEngine();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has a default context of TLS", e);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        reset(context.channel());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        context.fireChannelInactive();
    }

    /** There is nothing to give back. */
    @Override
    public void handlerRemoved0(ChannelHandlerContext context) {}

    /** Closes so that the system need not remember each of many closed connections for a minute. */
    static void reset(Channel channel) {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.unsafe().close(channel.newPromise());
    }
}
