package org.hobnob.net.tls;

import org.hobnob.net.gate.Gate;

/**
 * What a connection to a server passes before it is established.
 *
 * @param gate decides whether it may begin
 * @param turns decides when its handshake does
 */
record Entrance(Gate gate, HandshakeTurns turns) {
    static Entrance of(Gate gate) {
        return new Entrance(gate, new HandshakeTurns());
    }
}
