package org.hobnob.launcher.peer;

import java.util.List;
import java.util.Optional;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.profile.KnownRegistries;
import org.hobnob.protocol.message.value.HostPort;

/**
 * What the profile knows of keys of registries.
 *
 * @param acceptsNew whether a person may accept a key that is new
 */
record Trust(KnownRegistries known, boolean acceptsNew) {
    boolean isKnown(Pin key) {
        return !known.of(key).isEmpty();
    }

    /** Returns which of the addresses is known with another key. */
    Optional<HostPort> contradicted(List<HostPort> addresses, Pin key) {
        return addresses.stream()
                .filter(address -> known.find(address.toString())
                        .filter(trusted -> !trusted.equals(key))
                        .isPresent())
                .findFirst();
    }
}
