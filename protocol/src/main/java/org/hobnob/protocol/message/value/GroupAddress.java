package org.hobnob.protocol.message.value;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A room's multicast group and port (SPEC 4.4): {@code GROUP:PORT}.
 *
 * @param group an IPv4 multicast group as a literal without leading zeros, 224.0.0.0 to 239.255.255.255
 * @param port UDP port, 1 to 65535
 */
public record GroupAddress(String group, int port) {
    private static final String BYTE = "(?:0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    private static final String IP4_GROUP = "(?:22[4-9]|23[0-9])(?:\\." + BYTE + "){3}";
    private static final Pattern GROUP = Pattern.compile(IP4_GROUP);
    private static final Pattern SHAPE = Pattern.compile("(" + IP4_GROUP + "):([1-9][0-9]{0,4})");
    private static final String GROUP_OF_ORIGINALS = "224.1.1.1";
    private static final int MAX_PORT = 65_535;

    /** @throws IllegalArgumentException if group or port is invalid; use {@link #of} for text from outside */
    public GroupAddress {
        if (!GROUP.matcher(group).matches()) {
            throw new IllegalArgumentException(group + " is no IPv4 multicast group, as 239.255.0.1 is");
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("UDP port " + port + " is not within 1 to " + MAX_PORT);
        }
    }

    /** Parses an address; returns empty if the text is invalid. */
    public static Optional<GroupAddress> of(String text) {
        Matcher matcher = SHAPE.matcher(text);
        return matcher.matches() && Integer.parseInt(matcher.group(2)) <= MAX_PORT
                ? Optional.of(new GroupAddress(matcher.group(1), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** Returns the group of all original peers, at that port (SPEC 8.7). */
    public static GroupAddress ofOriginals(int port) {
        return new GroupAddress(GROUP_OF_ORIGINALS, port);
    }

    @Override
    public String toString() {
        return group + ":" + port;
    }
}
