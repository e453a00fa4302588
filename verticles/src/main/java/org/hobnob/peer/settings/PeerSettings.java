package org.hobnob.peer.settings;

import java.util.List;
import java.util.Optional;
import org.hobnob.net.InterfaceChoice;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.peer.profile.Profile;
import org.hobnob.protocol.message.value.HostPort;

/**
 * What a peer is told at its start.
 *
 * @param registries whom to log in at
 * @param engine the TLS implementation
 * @param network where to listen, and how to reach other peers
 * @param profile the user's own: the identity, and the folder for what is to last
 */
public record PeerSettings(Registries registries, TlsEngine engine, Network network, Profile profile) {
    /**
     * The registries that serve the same users.
     *
     * @param addresses in the order to try; at least one
     * @param pin their key, where it is known already
     */
    public record Registries(List<HostPort> addresses, Optional<Pin> pin) {
        /** @throws IllegalArgumentException where none is named */
        public Registries {
            addresses = List.copyOf(addresses);
            if (addresses.isEmpty()) {
                throw new IllegalArgumentException("no registry named");
            }
        }

        /** One registry, whose key is not known yet. */
        public static Registries at(HostPort address) {
            return new Registries(List.of(address), Optional.empty());
        }
    }

    /**
     * The peer's place in the network.
     *
     * @param choice the interface for multicast and for listening
     * @param directPort TCP port to listen at for other peers; 0 for a free one
     * @param multicast whether multicast is tried at all
     */
    public record Network(InterfaceChoice choice, int directPort, boolean multicast) {
        /** At a free port of that interface, with multicast. */
        public static Network on(InterfaceChoice choice) {
            return new Network(choice, 0, true);
        }
    }
}
