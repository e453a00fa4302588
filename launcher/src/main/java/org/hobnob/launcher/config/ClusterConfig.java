package org.hobnob.launcher.config;

import java.util.List;
import java.util.Objects;

/**
 * How a registry joins the others of its cluster.
 *
 * @param host the address at which the others reach it
 * @param port TCP port for cluster membership
 * @param busPort TCP port of the event bus; 0 picks a free one
 * @param members {@code host:port} of the registries, with or without this one; may be empty
 */
public record ClusterConfig(String host, int port, int busPort, List<String> members) {
    public ClusterConfig {
        Objects.requireNonNull(host, "host");
        members = List.copyOf(members);
    }
}
