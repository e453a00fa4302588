package org.hobnob.launcher;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hobnob.launcher.config.RegistryConfig;
import org.hobnob.net.AddressesForOthers;
import org.hobnob.registry.Registry;

/** What a registry prints once it runs: one {@code name: value} a line, stable for scripts, {@code registry ready} last. */
final class Announcement {
    private Announcement() {}

    static List<String> of(RegistryConfig config, Registry registry, Optional<Integer> metricsPort) {
        List<String> lines = new ArrayList<>();
        List<String> addresses = addressesForOthers(config.settings().host(), config.interfaceName());
        addresses.forEach(address -> lines.add("address: " + address + ":" + registry.port()));
        if (addresses.isEmpty()) {
            lines.add("address: none for other machines, only this one reaches it");
        }
        lines.add("tcp-port: " + registry.port());
        lines.add("udp-port: " + registry.udpPort());
        lines.add("key: " + registry.pin().shortForm());
        lines.add("key-full: " + registry.pin());
        lines.add("data: " + config.data());
        lines.add("secrets: " + config.secrets());
        config.mongo().ifPresent(uri -> lines.add("mongo: " + uri));
        metricsPort.ifPresent(port -> lines.add("metrics-port: " + port));
        lines.add("registry ready");
        return lines;
    }

    /** Under which literal IPv4 or IPv6 addresses other machines reach it; never loopback, never the wildcard. */
    static List<String> addressesForOthers(String host, Optional<String> interfaceName) {
        try {
            InetAddress bound = InetAddress.getByName(host);
            Stream<InetAddress> candidates = bound.isAnyLocalAddress() ? ofInterfaces(interfaceName) : Stream.of(bound);
            return candidates
                    .filter(AddressesForOthers::mayLeaveTheMachine)
                    .map(address -> address instanceof Inet4Address
                            ? address.getHostAddress()
                            : "[" + address.getHostAddress() + "]")
                    .toList();
        } catch (UnknownHostException | SocketException e) {
            return List.of();
        }
    }

    private static Stream<InetAddress> ofInterfaces(Optional<String> name) throws SocketException {
        return NetworkInterface.networkInterfaces()
                .filter(candidate -> name.isEmpty() || name.get().equals(candidate.getName()))
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance);
    }
}
