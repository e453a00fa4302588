package org.hobnob.launcher.bench.target;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.hobnob.launcher.bench.measure.BenchRefusedException;
import org.hobnob.launcher.bench.measure.BenchRefusedException.Kind;

/**
 * The address of a registry.
 *
 * @param shown as the user wrote it
 * @param address the IP address, looked up once, so that the address that was checked is the one to which the load goes
 * @param port TCP port, 1 to 65535
 */
public record RegistryAddress(String shown, InetAddress address, int port) {
    /**
     * Looks the host up.
     *
     * @param host a name, or a literal without brackets
     * @param mayBeAnywhere whether the user confirmed that the registry may be on another machine
     * @throws BenchRefusedException if the host is unknown, or is not a loopback address and must be
     */
    public static RegistryAddress of(String host, int port, boolean mayBeAnywhere) {
        InetAddress address = lookUp(host);
        String shown = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        if (!address.isLoopbackAddress() && !mayBeAnywhere) {
            throw new BenchRefusedException(
                    Kind.USAGE,
                    shown + " is not on this machine's loopback: a load run slows a registry down for everybody and"
                            + " leaves accounts on it; if it is yours to load, add --i-may-load-this-registry");
        }
        return new RegistryAddress(shown, address, port);
    }

    private static InetAddress lookUp(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new BenchRefusedException(
                    Kind.NETWORK, "no address is known for '" + host + "': correct the host in --registry", e);
        }
    }

    /** The IP address as a literal. */
    public String host() {
        return address.getHostAddress();
    }
}
