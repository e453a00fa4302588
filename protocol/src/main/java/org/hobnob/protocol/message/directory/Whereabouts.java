package org.hobnob.protocol.message.directory;

import java.util.Objects;
import java.util.Optional;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.Ports;
import org.hobnob.protocol.message.value.PublicKey;

/**
 * What a peer says at login about how others can reach it and what its program can do (SPEC 4.3).
 *
 * @param directPort TCP port for direct chat; 0 if the peer accepts none
 * @param udpPort UDP port for private datagrams; 0 for the source port of the connection
 * @param key the user's public key, if there is one
 * @param caps what the program can do; empty if it is an earlier one and does not say
 */
public record Whereabouts(int directPort, int udpPort, Optional<PublicKey> key, Optional<Capabilities> caps) {
    /** Says nothing, as original clients do. */
    public static final Whereabouts UNSAID = new Whereabouts(0, 0, Optional.empty());

    /** Creates the whereabouts of an earlier program, which says nothing of what it can do. */
    public Whereabouts(int directPort, int udpPort, Optional<PublicKey> key) {
        this(directPort, udpPort, key, Optional.empty());
    }

    /** @throws IllegalArgumentException if a port is not within 0 to 65,535 */
    public Whereabouts {
        Ports.require(directPort);
        Ports.require(udpPort);
        Objects.requireNonNull(key);
        Objects.requireNonNull(caps);
    }
}
