package org.hobnob.registry.rules.credentials;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses that begin with the same bits. An IPv4 address and the same one mapped to IPv6 ({@code ::ffff:10.0.0.5}) are one
 * address; a range of IPv6 has no IPv4 addresses in it.
 *
 * @param first the first address, as a number of 128 bits; IPv4 addresses are mapped
 * @param bits how many bits they share, of 128
 */
record AddressRange(BigInteger first, int bits) {
    private static final int ALL_BITS = 128;
    private static final int IP4_BITS = 32;
    private static final int MAPPED_BITS = ALL_BITS - IP4_BITS;
    private static final BigInteger MAPPED = BigInteger.valueOf(0xFFFF).shiftLeft(IP4_BITS);

    private static final String BYTE = "(?:0|[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5])";
    private static final Pattern IP4 = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");
    private static final Pattern IP6 = Pattern.compile("(?=.*:)[0-9A-Fa-f:.]{2,45}");
    private static final Pattern RANGE = Pattern.compile("([^/]*)/([0-9]{1,3})");

    /** Loopback, IPv4 and IPv6. */
    private static final AddressRange LOOPBACK_4 = parse("127.0.0.0/8");

    private static final AddressRange LOOPBACK_6 = parse("::1");

    /** Reads an address as registries tell them, with or without the interface after {@code %}; empty if it is none. */
    static Optional<AddressRange> ofAddress(String address) {
        return number(address.split("%", 2)[0]).map(number -> new AddressRange(number, ALL_BITS));
    }

    /**
     * Reads what a person writes: an address, or the first address of a range and how many bits its addresses share.
     *
     * @throws IllegalArgumentException saying what is wrong and what to write
     */
    static AddressRange parse(String text) {
        Matcher range = RANGE.matcher(text);
        boolean isRange = range.matches();
        String address = isRange ? range.group(1) : text;
        BigInteger number = number(address)
                .orElseThrow(() -> new IllegalArgumentException("'" + text
                        + "' is no address: write one such as 10.0.0.5 or fe80::1, or a range such as 10.0.0.0/24"));
        if (!isRange) {
            return new AddressRange(number, ALL_BITS);
        }
        boolean isIp4 = !address.contains(":");
        int written = Integer.parseInt(range.group(2));
        int most = isIp4 ? IP4_BITS : ALL_BITS;
        if (written < 1 || written > most) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no range: its addresses share 1 to " + most + " bits, so write /1 to /" + most);
        }
        AddressRange found = new AddressRange(number, isIp4 ? written + MAPPED_BITS : written);
        if (isMapped(number) && found.bits <= MAPPED_BITS) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no range: write IPv4 addresses as such, with /1 to /32");
        }
        AddressRange cut = found.cut(found.bits);
        if (!cut.equals(found)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no range: its first address is another one, so write " + cut);
        }
        return found;
    }

    private static Optional<BigInteger> number(String address) {
        if (!IP4.matcher(address).matches() && !IP6.matcher(address).matches()) {
            return Optional.empty();
        }
        try {
            // Of literals alone, for which no name is looked up.
            byte[] bytes = InetAddress.getByName(address).getAddress();
            BigInteger number = new BigInteger(1, bytes);
            return Optional.of(bytes.length == Integer.BYTES ? number.or(MAPPED) : number);
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static boolean isMapped(BigInteger number) {
        return number.shiftRight(IP4_BITS).equals(MAPPED.shiftRight(IP4_BITS));
    }

    /** Returns the range of addresses that share this many bits with these; fewer than these share, or as many. */
    AddressRange cut(int shared) {
        int rest = ALL_BITS - shared;
        return new AddressRange(first.shiftRight(rest).shiftLeft(rest), shared);
    }

    /** Whether all addresses of the other range are in this one. */
    boolean covers(AddressRange other) {
        return other.bits >= bits && isIp4() == other.isIp4() && other.cut(bits).equals(this);
    }

    /** Whether an address of loopback is in it. */
    boolean hasLoopback() {
        return covers(LOOPBACK_4) || LOOPBACK_4.covers(this) || covers(LOOPBACK_6);
    }

    boolean isIp4() {
        return isMapped(first);
    }

    boolean isOneAddress() {
        return bits == ALL_BITS;
    }

    /** The address, or the first one and the bits, as registries tell addresses. */
    @Override
    public String toString() {
        return address() + (isOneAddress() ? "" : "/" + (isIp4() ? bits - MAPPED_BITS : bits));
    }

    private String address() {
        int length = isIp4() ? Integer.BYTES : ALL_BITS / Byte.SIZE;
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = first.shiftRight(Byte.SIZE * (length - 1 - i)).byteValue();
        }
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
