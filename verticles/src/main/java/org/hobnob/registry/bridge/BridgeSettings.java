package org.hobnob.registry.bridge;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where programs reach the bridge, and what they may do.
 *
 * @param place a Unix socket or a port of loopback
 * @param secret the file that proves them to be allowed; made when absent
 * @param access what they may do
 * @param limits what one of them can take
 */
public record BridgeSettings(BridgePlace place, Path secret, BridgeAccess access, BridgeLimits limits) {
    public BridgeSettings {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(limits, "limits");
    }
}
