package org.hobnob.launcher.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.launcher.cli.Version;
import org.hobnob.launcher.config.RegistryConfig;
import org.hobnob.launcher.web.PageFacts;
import org.hobnob.launcher.web.PageServer;
import org.hobnob.net.OwnAddresses;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.JoinLink;
import org.hobnob.registry.Registry;

/**
 * What a registry prints when it runs: one {@code name: value} per line, stable for scripts, with {@code registry ready}
 * last.
 */
final class Announcement {
    private Announcement() {}

    static List<String> of(
            RegistryConfig config, Registry registry, Optional<Integer> metricsPort, Optional<PageServer> page) {
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
        page.ifPresent(server -> server.urls().forEach(url -> lines.add("page: " + url)));
        lines.add("registry ready");
        return lines;
    }

    /**
     * What the page for browsers says.
     *
     * @param port at which it is
     */
    static PageFacts page(RegistryConfig config, Registry registry, int port) {
        String host = config.web().orElseThrow().host();
        List<String> addresses = OwnAddresses.forOthers(host, config.interfaceName());
        List<HostPort> places = (addresses.isEmpty() ? List.of("127.0.0.1") : addresses)
                .stream()
                        .flatMap(address -> HostPort.parse(address, port).stream())
                        .toList();
        return new PageFacts(
                config.settings().name(),
                Version.number(),
                registry.pin().shortForm(),
                link(config, registry),
                places,
                config.settings().doors().speaksOriginal());
    }

    /** The link by which people join this registry. */
    static Optional<JoinLink> link(RegistryConfig config, Registry registry) {
        return Invitation.link(config.settings().doors().advertised(), registry.port(), registry.pin());
    }
}
