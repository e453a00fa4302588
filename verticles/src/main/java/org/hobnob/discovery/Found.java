package org.hobnob.discovery;

import java.util.List;
import java.util.Objects;
import org.hobnob.net.tls.Pin;
import org.hobnob.protocol.message.value.HostPort;

/**
 * Registries of one key that were found: they serve the same users.
 *
 * @param name what the first of them is called, safe to show; may be empty
 * @param key the key that they say they show
 * @param addresses in the order in which they were found; at least one
 */
public record Found(String name, Pin key, List<HostPort> addresses) {
    public Found {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(key, "key");
        addresses = List.copyOf(addresses);
    }
}
