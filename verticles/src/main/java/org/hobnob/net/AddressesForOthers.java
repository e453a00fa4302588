package org.hobnob.net;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Which address of a peer another one is told. A registry sees a peer of its own machine on loopback, an address that
 * means something else on every other machine; there the peer is found under the address by which the registry is.
 */
public final class AddressesForOthers {
    private AddressesForOthers() {}

    /**
     * Decides without any look at the network.
     *
     * @param peerSource where the connection of the peer asked about comes from
     * @param recipientSource where the connection of the one who asks comes from
     * @param recipientReached the address by which the one who asks reaches the registry: the local address of its
     *     connection
     * @return the address to tell; empty when there is none that the recipient could use. Never the wildcard, and
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
     * Whether an address means anything to another machine.
     *
     * @param address any address
     * @return false for loopback (127.x, ::1) and the wildcard (0.0.0.0, ::)
     */
    public static boolean mayLeaveTheMachine(InetAddress address) {
        return !address.isLoopbackAddress() && !address.isAnyLocalAddress();
    }
}
