package org.hobnob.peer.settings;

import java.util.List;
import java.util.Optional;
import org.hobnob.net.InterfaceChoice;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.peer.profile.Profile;
import org.hobnob.protocol.message.value.HostPort;

/**
 * The settings of a peer.
 *
 * @param registries where to log in
 * @param engine the TLS implementation
 * @param network where to listen, and how to reach other peers
 * @param profile the user's identity and files
 * @param values what the user may change while the peer runs
 * @param isHosted whether the peer runs on another machine than its user's
 */
public record PeerSettings(
        Registries registries,
        TlsEngine engine,
        Network network,
        Profile profile,
        PeerValues values,
        boolean isHosted) {
    /** Takes the defaults of what the user may change; the peer runs on its user's machine. */
    public PeerSettings(Registries registries, TlsEngine engine, Network network, Profile profile) {
        this(registries, engine, network, profile, PeerValues.defaults());
    }

    /** The peer runs on its user's machine. */
    public PeerSettings(Registries registries, TlsEngine engine, Network network, Profile profile, PeerValues values) {
        this(registries, engine, network, profile, values, false);
    }

    /** Returns the same settings for a peer that runs on another machine than its user's. */
    public PeerSettings hosted() {
        return new PeerSettings(registries, engine, network, profile, values, true);
    }

    /** Returns the same settings with other values. */
    public PeerSettings with(PeerValues others) {
        return new PeerSettings(registries, engine, network, profile, others, isHosted);
    }

    /**
     * Registries that serve the same users.
     *
     * @param addresses in the order to try; at least one
     * @param pin their key, if it is known already
     */
    public record Registries(List<HostPort> addresses, Optional<Pin> pin) {
        /** @throws IllegalArgumentException if there are no addresses */
        public Registries {
            addresses = List.copyOf(addresses);
            if (addresses.isEmpty()) {
                throw new IllegalArgumentException("no registry was named");
            }
        }

        /** Returns one registry whose key is not known yet. */
        public static Registries at(HostPort address) {
            return new Registries(List.of(address), Optional.empty());
        }
    }

    /**
     * The peer's network settings.
     *
     * @param choice the interface for multicast and for listening
     * @param directPort the TCP port to accept other peers on; 0 for a free one
     * @param multicast whether to try multicast at all
     * @param others interfaces that may be used too, but are not
     */
    public record Network(InterfaceChoice choice, int directPort, boolean multicast, List<InterfaceChoice> others) {
        public Network {
            others = List.copyOf(others);
        }

        /** Returns settings for a machine of which no other interface may be used. */
        public Network(InterfaceChoice choice, int directPort, boolean multicast) {
            this(choice, directPort, multicast, List.of());
        }

        /** Returns settings with a free port on that interface, and multicast. */
        public static Network on(InterfaceChoice choice) {
            return new Network(choice, 0, true);
        }
    }
}
