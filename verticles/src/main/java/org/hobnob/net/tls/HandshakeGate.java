package org.hobnob.net.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;

/**
 * Limits how many connections of a server may be in their handshake, in total and per address; further ones are
 * closed at once. Servers may share a gate. Thread-safe.
 */
public final class HandshakeGate {
    private final int most;
    private final int mostPerAddress;
    private final Map<String, Integer> underWay = new HashMap<>();
    private int all;
    private long turnedAway;

    /**
     * Creates a gate without connections.
     *
     * @param most the most handshakes in total
     * @param mostPerAddress the most handshakes per address
     */
    public HandshakeGate(int most, int mostPerAddress) {
        this.most = most;
        this.mostPerAddress = mostPerAddress;
    }

    /**
     * Returns how many connections were rejected.
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

    /**
     * Returns a handler that holds a place from the start of the connection until its handshake has succeeded or
     * failed.
     */
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
