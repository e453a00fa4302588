package org.hobnob.net;

import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.util.Objects;

/**
 * The network interface that the whole process uses.
 *
 * @param name the system's name for it, such as {@code eth0}
 * @param networkInterface the interface
 * @param address its IPv4 address, to listen on and to send from
 */
public record InterfaceChoice(String name, NetworkInterface networkInterface, Inet4Address address) {
    public InterfaceChoice {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(networkInterface, "networkInterface");
        Objects.requireNonNull(address, "address");
    }

    @Override
    public String toString() {
        return name + " (" + address.getHostAddress() + ")";
    }
}
