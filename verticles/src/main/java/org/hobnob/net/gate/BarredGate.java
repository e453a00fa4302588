package org.hobnob.net.gate;

import java.util.function.Predicate;

/** A gate in front of another one, which some addresses do not pass. Thread-safe where both its parts are. */
public final class BarredGate implements Gate {
    private final Gate gate;
    private final Predicate<String> isBarred;

    /**
     * @param gate decides about all other addresses
     * @param isBarred whether connections from this address, a literal without a port, are refused
     */
    public BarredGate(Gate gate, Predicate<String> isBarred) {
        this.gate = gate;
        this.isBarred = isBarred;
    }

    @Override
    public boolean enter(String address) {
        return !isBarred.test(address) && gate.enter(address);
    }

    @Override
    public void handshakeEnded(String address) {
        gate.handshakeEnded(address);
    }

    @Override
    public boolean mustMakeWay(long handshakeNs) {
        return gate.mustMakeWay(handshakeNs);
    }

    @Override
    public void leave(String address) {
        gate.leave(address);
    }
}
