package org.hobnob.net.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;

/**
 * Bounds how many connections of a server may be in their handshake, in all and from one address; what comes beyond is
 * closed at once. Servers may share one. Thread-safe.
 */
public final class HandshakeGate {
    private final int most;
    private final int mostPerAddress;
    private final Map<String, Integer> underWay = new HashMap<>();
    private int all;
    private long turnedAway;

    /**
     * A gate that nobody has entered.
     *
     * @param most handshakes in all
     * @param mostPerAddress handshakes of one address
     */
    public HandshakeGate(int most, int mostPerAddress) {
        this.most = most;
        this.mostPerAddress = mostPerAddress;
    }

    /**
     * How many connections there was no room for.
     *
     * @return their number since the start
     */
    public synchronized long turnedAway() {
        return turnedAway;
    }

    private synchronized boolean enter(String address) {
        int there = underWay.getOrDefault(address, 0);
        if (all >= most || there >= mostPerAddress) {
            turnedAway++;
            return false;
        }
        all++;
        underWay.put(address, there + 1);
        return true;
    }

    private synchronized void leave(String address) {
        all--;
        underWay.computeIfPresent(address, (key, there) -> there == 1 ? null : there - 1);
    }

    /** A handler that holds a place from the connection's first moment until its handshake has ended in any way. */
    SslHandler handler(SSLEngine engine, boolean startTls, Executor executor, String address) {
        return new SslHandler(engine, startTls, executor) {
            @Override
            public void handlerAdded(ChannelHandlerContext context) throws Exception {
                super.handlerAdded(context);
                if (enter(address)) {
                    handshakeFuture().addListener(done -> leave(address));
                } else {
                    context.close();
                }
            }
        };
    }
}
