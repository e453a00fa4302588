package org.hobnob.launcher.bench;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.hobnob.launcher.bench.BenchRefusedException.Kind;

/**
 * Where a registry is.
 *
 * @param shown as it was written
 * @param address what it stands for; looked up once, so that what was checked is what is connected to
 * @param port TCP, 1 to 65535
 */
public record RegistryAddress(String shown, InetAddress address, int port) {
    /**
     * Reads {@code host:port} or {@code [address]:port}.
     *
     * @param mayBeAnywhere whether its user says that a registry on another machine may be put under load
     * @throws BenchRefusedException where it is none, is unknown, or is not on loopback and must be
     */
    public static RegistryAddress parse(String text, boolean mayBeAnywhere) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535) {
            throw new BenchRefusedException(
                    Kind.USAGE, "--registry must be HOST:PORT such as 127.0.0.1:15600, not '" + text + "'");
        }
        InetAddress address = lookUp(text.substring(0, colon).replaceAll("^\\[|]$", ""));
        if (!address.isLoopbackAddress() && !mayBeAnywhere) {
            throw new BenchRefusedException(
                    Kind.USAGE,
                    text + " is not on this machine's loopback: a load run slows a registry down for everybody and"
                            + " leaves accounts on it; if it is yours to load, add --i-may-load-this-registry");
        }
        return new RegistryAddress(text, address, Integer.parseInt(port));
    }

    private static InetAddress lookUp(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new BenchRefusedException(
                    Kind.NETWORK, "no address is known for '" + host + "': correct the host in --registry", e);
        }
    }

    /** The address as a literal. */
    String host() {
        return address.getHostAddress();
    }
}
