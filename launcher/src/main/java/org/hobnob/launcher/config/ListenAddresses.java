package org.hobnob.launcher.config;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The addresses on which the registry and the store that it uses listen. Conflicts are checked here, because two listeners
 * on the same address do not always fail: Vert.x hands connections to both in turn.
 */
final class ListenAddresses {
    enum Transport {
        TCP,
        UDP
    }

    /**
     * @param key the key that sets the port
     * @param host a name or literal
     * @param port 0 for any free one
     */
    record Listener(RegistryKey key, Transport transport, String host, int port) {
        @Override
        public String toString() {
            return transport + " " + host + ":" + port;
        }

        private boolean clashesWith(Listener other) {
            return transport == other.transport && port == other.port && port != 0 && overlaps(host, other.host);
        }
    }

    private final ConfigValues values;
    private final List<Listener> listeners = new ArrayList<>();

    ListenAddresses(ConfigValues values) {
        this.values = values;
    }

    /**
     * Adds a listener of the registry.
     *
     * @throws ConfigRefusedException if it conflicts with an earlier one
     */
    void add(Listener added) {
        clash(added).ifPresent(before -> {
            throw refused(before, added);
        });
        listeners.add(added);
    }

    /**
     * Checks a listener of another program, which may run on another machine.
     *
     * @throws ConfigRefusedException if it is on this machine and conflicts with one of the registry's
     */
    void requireApart(Listener other) {
        clash(other).filter(own -> isOfThisMachine(other.host())).ifPresent(own -> {
            throw refused(own, other);
        });
    }

    private Optional<Listener> clash(Listener added) {
        return listeners.stream().filter(added::clashesWith).findFirst();
    }

    private ConfigRefusedException refused(Listener one, Listener other) {
        return values.refused(
                one.key(),
                other.key(),
                "cannot be used together: " + one + " and " + other + " overlap; choose another port for one of them");
    }

    /**
     * Whether a listener on one address also receives connections to the other. The wildcard receives those to every
     * address.
     */
    private static boolean overlaps(String one, String other) {
        if (one.equalsIgnoreCase(other)) {
            return true;
        }
        try {
            InetAddress first = InetAddress.getByName(one);
            InetAddress second = InetAddress.getByName(other);
            return first.isAnyLocalAddress() || second.isAnyLocalAddress() || first.equals(second);
        } catch (UnknownHostException e) {
            // Listening on it fails later, with an explanation of its own.
            return false;
        }
    }

    private static boolean isOfThisMachine(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (UnknownHostException | SocketException e) {
            return false;
        }
    }
}
