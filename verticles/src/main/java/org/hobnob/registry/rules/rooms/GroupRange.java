package org.hobnob.registry.rules.rooms;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hobnob.protocol.message.value.GroupAddress;

/**
 * The multicast groups that are assigned to rooms, and the UDP port of all of them (SPEC 4.4). Two rooms may get the same
 * group, because their datagrams name the room.
 *
 * @param first the lowest group, with the port
 * @param prefixBits how many leading bits all groups share, 4 to 32
 */
public record GroupRange(GroupAddress first, int prefixBits) {
    private static final Pattern SHAPE = Pattern.compile("([0-9.]{7,15})/([0-9]{1,2})");
    private static final int ADDRESS_BITS = 32;
    private static final int PREFIX_OF_ALL_GROUPS = 4;

    /** The default range. */
    public static final GroupRange DEFAULT = of("239.255.0.0/16", 15_700).orElseThrow();

    /**
     * @throws IllegalArgumentException if the prefix covers addresses that are not multicast groups, or {@code first} is
     *     not the lowest group of the range
     */
    public GroupRange {
        if (prefixBits < PREFIX_OF_ALL_GROUPS || prefixBits > ADDRESS_BITS) {
            throw new IllegalArgumentException("a prefix of " + prefixBits + " bits");
        }
        if ((number(first.group()) & hostMask(prefixBits)) != 0) {
            throw new IllegalArgumentException(first.group() + " is not the lowest group of its range");
        }
    }

    /**
     * Parses a range.
     *
     * @param text such as {@code 239.255.0.0/16}
     * @param port UDP port, 1 to 65535
     * @return empty if the text is not a range of IPv4 multicast groups
     */
    public static Optional<GroupRange> of(String text, int port) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            GroupAddress first = new GroupAddress(matcher.group(1), port);
            return Optional.of(new GroupRange(first, Integer.parseInt(matcher.group(2))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A random group of the range, uniformly distributed. */
    public GroupAddress draw(RandomGenerator random) {
        int group = number(first.group()) | random.nextInt() & hostMask(prefixBits);
        return new GroupAddress(literal(group), first.port());
    }

    private static int hostMask(int prefixBits) {
        return prefixBits == ADDRESS_BITS ? 0 : -1 >>> prefixBits;
    }

    private static int number(String group) {
        int number = 0;
        for (String part : group.split("\\.")) {
            number = number << Byte.SIZE | Integer.parseInt(part);
        }
        return number;
    }

    private static String literal(int group) {
        return (group >>> 24) + "." + (group >>> 16 & 0xFF) + "." + (group >>> 8 & 0xFF) + "." + (group & 0xFF);
    }
}
