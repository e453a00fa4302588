package org.hobnob.net.tls;

import java.util.concurrent.atomic.AtomicLong;
import org.hobnob.net.gate.Gate;
import org.hobnob.net.gate.Places;

/**
 * Limits how many connections of a server may be in their handshake, in total and per address; further ones are
 * closed at once. Servers may share a gate. Thread-safe.
 */
public final class HandshakeGate implements Gate {
    private final Places underWay;
    private final AtomicLong turnedAway = new AtomicLong();

    /**
     * Creates a gate without connections.
     *
     * @param most the most handshakes in total
     * @param mostPerAddress the most handshakes per address
     */
    public HandshakeGate(int most, int mostPerAddress) {
        underWay = new Places(most, mostPerAddress);
    }

    /**
     * Returns how many connections were rejected.
     *
     * @return their number since the start
     */
    public long turnedAway() {
        return turnedAway.get();
    }

    @Override
    public boolean enter(String address) {
        boolean enters = underWay.take(address);
        if (!enters) {
            turnedAway.incrementAndGet();
        }
        return enters;
    }

    @Override
    public void handshakeEnded(String address) {
        underWay.free(address);
    }
}
