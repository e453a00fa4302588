package org.hobnob.net;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Decides which address of a peer another peer is told. A registry sees the peers of its own machine on loopback,
 * which means something else on every other machine. Peers elsewhere are told the address at which they reach the
 * registry instead.
 */
public final class AddressesForOthers {
    private AddressesForOthers() {}

    /**
     * Computes the address without network access.
     *
     * @param peerSource the remote address of the connection of the peer in question
     * @param recipientSource the remote address of the recipient's connection
     * @param recipientReached the address at which the recipient reaches the registry: the local address of its
     *     connection
     * @return the address to tell; empty if there is none that the recipient could use. Never the wildcard, and
     *     loopback only to a recipient on loopback.
     */
    public static Optional<InetAddress> of(
            InetAddress peerSource, InetAddress recipientSource, InetAddress recipientReached) {
        if (peerSource.isAnyLocalAddress()) {
            return Optional.empty();
        }
        if (!peerSource.isLoopbackAddress() || recipientSource.isLoopbackAddress()) {
            return Optional.of(peerSource);
        }
        return Optional.of(recipientReached).filter(AddressesForOthers::mayLeaveTheMachine);
    }

    /**
     * Returns whether an address has a meaning on other machines.
     *
     * @param address any address
     * @return false for loopback (127.x, ::1) and the wildcard (0.0.0.0, ::)
     */
    public static boolean mayLeaveTheMachine(InetAddress address) {
        return !address.isLoopbackAddress() && !address.isAnyLocalAddress();
    }
}
