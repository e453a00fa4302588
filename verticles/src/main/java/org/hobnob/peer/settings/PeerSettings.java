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
 * @param registries where the registry is; where several serve the same users, each of them, in the order to try
 * @param pin the registry's key, where it is known already
 * @param engine the TLS implementation
 * @param network the interface for multicast and for listening
 * @param directPort TCP port to listen at for other peers; 0 for a free one
 * @param multicast whether multicast is tried at all
 * @param profile the user's own: the identity, and the folder for what is to last
 */
public record PeerSettings(
        List<HostPort> registries,
        Optional<Pin> pin,
        TlsEngine engine,
        InterfaceChoice network,
        int directPort,
        boolean multicast,
        Profile profile) {
    /** @throws IllegalArgumentException where no registry is named */
    public PeerSettings {
        registries = List.copyOf(registries);
        if (registries.isEmpty()) {
            throw new IllegalArgumentException("no registry named");
        }
    }
}
