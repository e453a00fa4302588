package org.hobnob.net;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Stricter forms of what Vert.x offers, for connections whose other side cannot be expected to cooperate. Call them on the
 * connection's event loop.
 */
public final class SocketControl {
    private SocketControl() {}

    /**
     * Returns whether the connection is open still. Vert.x never calls a close handler that is set on one that has closed.
     */
    public static boolean isOpen(NetSocket socket) {
        return channel(socket).isOpen();
    }

    /**
     * Closes a connection now. Vert.x's own close waits for everything written to be sent, and reads on meanwhile; here what
     * the system has not taken is dropped.
     */
    public static void closeNow(NetSocket socket) {
        closeNow(channel(socket));
    }

    /** As {@link #closeNow(NetSocket)}; a file that is being sent to somebody who does not read would wait for a minute. */
    public static void closeNow(HttpConnection connection) {
        closeNow(((ConnectionBase) connection).channel());
    }

    private static void closeNow(Channel channel) {
        channel.flush();
        channel.unsafe().close(channel.newPromise());
    }

    /** Stops reading at once. Vert.x's own pause reads on until a quarter of a megabyte waits. */
    public static void pause(NetSocket socket) {
        channel(socket).config().setAutoRead(false);
        socket.pause();
    }

    /** Reads again after {@link #pause}. */
    public static void resume(NetSocket socket) {
        channel(socket).config().setAutoRead(true);
        socket.resume();
    }

    private static Channel channel(NetSocket socket) {
        return ((NetSocketInternal) socket).channelHandlerContext().channel();
    }
}
