package org.hobnob.net;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Chooses the network interface; no other class does. A named interface is used or refused, never replaced. Support
 * for multicast is not checked, because {@code lo} denies it although it delivers.
 */
public final class Interfaces {
    /** The environment variable that names the interface; the flag {@code --interface} takes precedence. */
    public static final String ENVIRONMENT_KEY = "HOBNOB_INTERFACE";

    private static final int ANY_PORT = 9;
    private static final int MOST_FOR_DISCOVERY = 8;

    private Interfaces() {}

    /**
     * Reads the environment of this process.
     *
     * @return the interface's name; empty when the variable is unset or blank
     */
    public static Optional<String> fromEnvironment() {
        return fromEnvironment(System.getenv());
    }

    /**
     * Reads the given environment.
     *
     * @param environment variables by name
     * @return the interface's name; empty when the variable is unset or blank
     */
    public static Optional<String> fromEnvironment(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(ENVIRONMENT_KEY))
                .map(String::strip)
                .filter(name -> !name.isEmpty());
    }

    /**
     * Chooses the interface. Sends nothing, but may ask the system for a route, so it must not be called on an
     * event loop.
     *
     * @param named the interface's name from the flag or the environment; if present, no other interface is chosen
     * @param towards a remote address; without a name, the interface that leads to it is chosen
     * @return the choice
     * @throws InterfaceRefusedException if the named interface does not exist, is down or has no IPv4 address, if
     *     there is no route, or if both arguments are empty
     */
    public static InterfaceChoice resolve(Optional<String> named, Optional<InetAddress> towards) {
        try {
            if (named.isPresent()) {
                return byName(named.get());
            }
            if (towards.isPresent()) {
                return towards(towards.get());
            }
        } catch (SocketException e) {
            throw new InterfaceRefusedException(
                    "cannot list the network interfaces: " + e.getMessage() + "; name one with --interface", e);
        }
        throw new InterfaceRefusedException("no network interface was named; name one with --interface or "
                + ENVIRONMENT_KEY + "; there are: " + listing());
    }

    /**
     * Returns the loopback interface, whatever its name on this system: {@code lo}, {@code lo0}, {@code
     * loopback_0}.
     *
     * @return the choice
     * @throws InterfaceRefusedException if there is none
     */
    public static InterfaceChoice loopback() {
        try {
            return towards(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (SocketException | UnknownHostException e) {
            throw new InterfaceRefusedException("there is no loopback interface: " + e.getMessage(), e);
        }
    }

    /**
     * Lists the interfaces on which to announce and to look for registries. Programs of this machine hear each other on
     * any of them, so loopback is listed only where there is no other. Blocks for some milliseconds.
     *
     * @param named the interface's name from the flag, the file or the environment; if present, no other is listed
     * @param bound the address that a server listens on; the wildcard or empty for all interfaces that are up
     * @return at most 8; empty also if the interfaces cannot be listed
     */
    public static List<InterfaceChoice> forDiscovery(Optional<String> named, Optional<InetAddress> bound) {
        try {
            List<InterfaceChoice> all = NetworkInterface.networkInterfaces()
                    .filter(Interfaces::isUp)
                    .filter(candidate -> named.isEmpty() || named.get().equals(candidate.getName()))
                    .flatMap(candidate -> addressesOf(candidate)
                            .filter(address -> bound.isEmpty()
                                    || bound.get().isAnyLocalAddress()
                                    || bound.get().equals(address))
                            .limit(1)
                            .map(address -> new InterfaceChoice(candidate.getName(), candidate, address)))
                    .toList();
            List<InterfaceChoice> outward = all.stream()
                    .filter(choice -> !choice.address().isLoopbackAddress())
                    .limit(MOST_FOR_DISCOVERY)
                    .toList();
            return outward.isEmpty() ? all : outward;
        } catch (SocketException e) {
            return List.of();
        }
    }

    private static boolean isUp(NetworkInterface candidate) {
        try {
            return candidate.isUp();
        } catch (SocketException e) {
            return false;
        }
    }

    /**
     * Lists the interfaces with an IPv4 address, for messages.
     *
     * @return such as {@code lo (127.0.0.1), eth0 (192.168.1.7)}
     */
    public static String listing() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(candidate -> ipv4Of(candidate).isPresent())
                    .map(candidate ->
                            candidate.getName() + " (" + ipv4Of(candidate).get().getHostAddress() + ")")
                    .collect(Collectors.joining(", "));
        } catch (SocketException e) {
            return "(not known: " + e.getMessage() + ")";
        }
    }

    private static InterfaceChoice byName(String name) throws SocketException {
        NetworkInterface found = NetworkInterface.getByName(name);
        if (found == null) {
            throw refused(name, "does not exist");
        }
        if (!found.isUp()) {
            throw refused(name, "is down");
        }
        return ipv4Of(found)
                .map(address -> new InterfaceChoice(name, found, address))
                .orElseThrow(() -> refused(name, "has no IPv4 address"));
    }

    private static InterfaceChoice towards(InetAddress remote) throws SocketException {
        InetAddress local = localAddressTowards(remote);
        NetworkInterface found = NetworkInterface.getByInetAddress(local);
        if (found == null) {
            throw new InterfaceRefusedException("no network interface leads to " + remote.getHostAddress()
                    + "; name one with --interface; there are: " + listing());
        }
        if (local instanceof Inet4Address ipv4) {
            return new InterfaceChoice(found.getName(), found, ipv4);
        }
        return byName(found.getName());
    }

    /** Connecting a datagram socket asks the system for a route and sends nothing. */
    private static InetAddress localAddressTowards(InetAddress remote) {
        try (DatagramSocket probe = new DatagramSocket()) {
            probe.connect(new InetSocketAddress(remote, ANY_PORT));
            return probe.getLocalAddress();
        } catch (IOException e) {
            throw new InterfaceRefusedException(
                    "no route to " + remote.getHostAddress() + " (" + e.getMessage()
                            + "); check the network or name an interface with --interface; there are: " + listing(),
                    e);
        }
    }

    private static Optional<Inet4Address> ipv4Of(NetworkInterface candidate) {
        return addressesOf(candidate).findFirst();
    }

    private static Stream<Inet4Address> addressesOf(NetworkInterface candidate) {
        return candidate.inetAddresses().filter(Inet4Address.class::isInstance).map(Inet4Address.class::cast);
    }

    private static InterfaceRefusedException refused(String name, String why) {
        return new InterfaceRefusedException("network interface '" + name + "' " + why
                + "; name another with --interface or " + ENVIRONMENT_KEY + "; there are: " + listing());
    }
}
