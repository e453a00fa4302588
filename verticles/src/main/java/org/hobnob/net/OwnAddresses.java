package org.hobnob.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The addresses at which other machines reach this one. */
public final class OwnAddresses {
    private OwnAddresses() {}

    /**
     * Returns the literal IPv4 and IPv6 addresses, the latter in brackets, at which other machines reach a server
     * here; never loopback or the wildcard.
     *
     * @param host the address that the server listens on
     * @param interfaceName the interface that the wildcard is limited to
     */
    public static List<String> forOthers(String host, Optional<String> interfaceName) {
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

    /**
     * Returns whether an address belongs to this machine or a private network: loopback, link-local, a private
     * range (10/8, 172.16/12, 192.168/16, fc00::/7) or the shared range of carriers and overlays (100.64/10).
     */
    public static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 0x40;
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || uniqueLocal
                || shared;
    }
}
