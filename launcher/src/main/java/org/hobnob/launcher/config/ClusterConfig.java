package org.hobnob.launcher.config;

import java.util.List;
import java.util.Objects;

/**
 * How one of several registries finds the others.
 *
 * @param host the address by which they reach it
 * @param port TCP port of the membership
 * @param busPort TCP port of the event bus; 0 for any free one
 * @param members {@code host:port} of all, this one among them or not; may be empty
 */
public record ClusterConfig(String host, int port, int busPort, List<String> members) {
    public ClusterConfig {
        Objects.requireNonNull(host, "host");
        members = List.copyOf(members);
    }
}
