package org.hobnob.net;

import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.util.Objects;

/**
 * The network interface that everything of this process uses.
 *
 * @param name the system's name of it, such as {@code eth0}
 * @param networkInterface the interface itself
 * @param address the IPv4 address of it to listen on and to send from
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
