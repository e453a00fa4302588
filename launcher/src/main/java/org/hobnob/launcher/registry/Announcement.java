package org.hobnob.launcher.registry;

import java.net.InetAddress;
import java.net.UnknownHostException;
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
            RegistryConfig config,
            Registry registry,
            Optional<Integer> metricsPort,
            Optional<PageServer> page,
            Optional<String> adminToken) {
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
        config.settings().programs().bridge().ifPresent(bridge -> {
            lines.add("bridge: " + bridge.place().shown(registry.bridgePort()));
            lines.add("bridge-secret: " + bridge.secret());
        });
        adminToken.ifPresent(token -> lines.add("admin-token: " + token));
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
        List<String> advertised = config.settings().doors().advertised();
        List<String> hosts = isWildcard(host) ? advertised : List.of(host.contains(":") ? "[" + host + "]" : host);
        List<HostPort> places = hosts.stream()
                .flatMap(text -> HostPort.parse(text, port).stream())
                .map(place -> new HostPort(place.host(), port))
                .distinct()
                .toList();
        return new PageFacts(
                config.settings().name(),
                Version.number(),
                registry.pin().shortForm(),
                link(config, registry),
                places,
                config.settings().doors().speaksOriginal(),
                Optional.empty());
    }

    private static boolean isWildcard(String host) {
        try {
            return InetAddress.getByName(host).isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The link by which people join this registry. */
    static Optional<JoinLink> link(RegistryConfig config, Registry registry) {
        return Invitation.link(config.settings().doors().advertised(), registry.port(), registry.pin());
    }
}
