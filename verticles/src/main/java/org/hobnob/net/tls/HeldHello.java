package org.hobnob.net.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;

/** Holds what a new connection sends first, and reads no more of it, until its handshake has its turn. Then it is gone. */
final class HeldHello extends ChannelInboundHandlerAdapter {
    private final HandshakeTurns turns;
    private final String address;
    private final Queue<Object> held = new ArrayDeque<>();

    HeldHello(HandshakeTurns turns, String address) {
        this.turns = turns;
        this.address = address;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        boolean isFirst = held.isEmpty();
        held.add(message);
        if (isFirst) {
            context.channel().config().setAutoRead(false);
            turns.take(address, context.executor(), () -> passOn(context));
        }
    }

    /** Nothing is passed on as long as something is held: the next handler would ask for more. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (held.isEmpty()) {
            context.fireChannelReadComplete();
        }
    }

    private boolean passOn(ChannelHandlerContext context) {
        if (context.isRemoved() || !context.channel().isActive()) {
            return false;
        }
        context.channel().config().setAutoRead(true);
        for (Object message = held.poll(); message != null; message = held.poll()) {
            context.fireChannelRead(message);
        }
        context.fireChannelReadComplete();
        if (!context.isRemoved()) {
            context.pipeline().remove(this);
        }
        return true;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }
}
