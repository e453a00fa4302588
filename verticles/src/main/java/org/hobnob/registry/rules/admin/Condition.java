package org.hobnob.registry.rules.admin;

import java.time.Instant;
import java.util.Map;

/**
 * What a registry knows of itself without asking anybody.
 *
 * @param certificateEnd until when the certificate is good that new connections get
 * @param crowd its connections
 * @param mayChange whether it holds its lease, so that it may make changes
 * @param isLeaving whether it sends its peers away and takes no logins
 * @param hasAddress whether it knows an address to tell peers, as a join link needs
 * @param missing the services that other programs should provide and none provides, each with since when
 */
public record Condition(
        Instant certificateEnd,
        Crowd crowd,
        boolean mayChange,
        boolean isLeaving,
        boolean hasAddress,
        Map<String, Instant> missing) {
    /**
     * The connections of a registry.
     *
     * @param open how many there are
     * @param most how many there may be
     * @param refused how many the limits have refused since the start
     * @param banned how many were refused since the start because their address is banned
     */
    public record Crowd(long open, long most, long refused, long banned) {}

    public Condition {
        missing = Map.copyOf(missing);
    }
}
