package org.hobnob.launcher.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.launcher.config.RegistryConfig;
import org.hobnob.net.OwnAddresses;
import org.hobnob.protocol.message.value.JoinLink;
import org.hobnob.registry.Registry;

/**
 * What a registry prints when it runs: one {@code name: value} per line, stable for scripts, with {@code registry ready}
 * last.
 */
final class Announcement {
    private Announcement() {}

    static List<String> of(
            RegistryConfig config, Registry registry, Optional<Integer> metricsPort, Optional<String> adminToken) {
        List<String> lines = new ArrayList<>();
        List<String> addresses =
                OwnAddresses.forOthers(config.settings().doors().host(), config.interfaceName());
        addresses.forEach(address -> lines.add("address: " + address + ":" + registry.port()));
        if (addresses.isEmpty()) {
            lines.add("address: none for other machines, only this one reaches it");
        }
        lines.add("tcp-port: " + registry.port());
        lines.add("udp-port: " + registry.udpPort());
        lines.add("key: " + registry.pin().shortForm());
        lines.add("key-full: " + registry.pin());
        link(config, registry).ifPresent(link -> lines.add("link: " + link));
        lines.add("data: " + config.data());
        lines.add("secrets: " + config.secrets());
        config.mongo().ifPresent(uri -> lines.add("mongo: " + uri));
        metricsPort.ifPresent(port -> lines.add("metrics-port: " + port));
        config.settings().programs().bridge().ifPresent(bridge -> {
            lines.add("bridge: " + bridge.place().shown(registry.bridgePort()));
            lines.add("bridge-secret: " + bridge.secret());
        });
        adminToken.ifPresent(token -> lines.add("admin-token: " + token));
        lines.add("registry ready");
        return lines;
    }

    /** The link by which people join this registry. */
    static Optional<JoinLink> link(RegistryConfig config, Registry registry) {
        return Invitation.link(config.settings().doors().advertised(), registry.port(), registry.pin());
    }
}
