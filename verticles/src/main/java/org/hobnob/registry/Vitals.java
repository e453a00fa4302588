package org.hobnob.registry;

import java.time.Instant;
import java.util.Map;

/**
 * How a registry is, in figures. Nobody's name is in them.
 *
 * @param connections how many are open, in their handshake or after it
 * @param refused how many connections were refused since the start, by limits
 * @param banned how many were refused, or closed without a login, because their address is banned
 * @param rooms how many rooms there are, at all registries of the store
 * @param bans how many users, addresses and ranges of addresses are banned
 * @param mayChange whether it holds its lease, so that it may make changes
 * @param isLeaving whether it sends its peers to other registries and takes no logins
 * @param missing the services that other programs provide in this one's place and none provides now, by address, each with
 *     since when
 */
public record Vitals(
        long connections,
        long refused,
        long banned,
        long rooms,
        long bans,
        boolean mayChange,
        boolean isLeaving,
        Map<String, Instant> missing) {
    public Vitals {
        missing = Map.copyOf(missing);
    }
}
