package org.hobnob.net;

import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.nio.ByteBuffer;

/** The IPv4 networks that network interfaces are in. */
public final class Subnets {
    private static final int BITS = 32;

    private Subnets() {}

    /** Returns whether an address belongs to a network that the interface is in. */
    public static boolean contains(InterfaceChoice choice, Inet4Address address) {
        return choice.networkInterface().getInterfaceAddresses().stream().anyMatch(own -> contains(own, address));
    }

    private static boolean contains(InterfaceAddress own, Inet4Address address) {
        return own.getAddress() instanceof Inet4Address here
                && contains(bits(here), own.getNetworkPrefixLength(), bits(address));
    }

    /** @param prefix how many of the leading bits name the network, 0 to 32 */
    static boolean contains(int own, int prefix, int address) {
        int mask = prefix == 0 ? 0 : -1 << (BITS - prefix);
        return (own & mask) == (address & mask);
    }

    private static int bits(Inet4Address address) {
        return ByteBuffer.wrap(address.getAddress()).getInt();
    }
}
