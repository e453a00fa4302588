package org.hobnob.protocol.message.value;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a registry's TLS port: {@code HOST:PORT}, with brackets around an IPv6 literal (SPEC 2.6).
 *
 * @param host a name or an address literal, without brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) implements Comparable<HostPort> {
    private static final int MAX_HOST_CHARS = 253;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1," + MAX_HOST_CHARS + "}");
    private static final Pattern IP6 = Pattern.compile("[0-9a-fA-F:.]{2,45}(?:%[A-Za-z0-9._-]{1,16})?");
    private static final Pattern SHAPE = Pattern.compile("(?:\\[([^\\[\\]]+)]|([^:\\[\\]]+))(?::([0-9]{1,5}))?");
    private static final Comparator<HostPort> ORDER =
            Comparator.comparing(HostPort::host).thenComparingInt(HostPort::port);

    /** @throws IllegalArgumentException if host or port is invalid; use {@link #of} for text from outside */
    public HostPort {
        if (!isHost(host) || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("no address of a registry");
        }
    }

    private static boolean isHost(String host) {
        return host.contains(":")
                ? IP6.matcher(host).matches()
                : NAME.matcher(host).matches();
    }

    /** Parses an address; returns empty if the text is invalid or has no port. */
    public static Optional<HostPort> of(String text) {
        return parse(text, 0);
    }

    /** Parses an address, with {@code defaultPort} if it has none; returns empty if the text is invalid. */
    public static Optional<HostPort> parse(String text, int defaultPort) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean bracketed = matcher.group(1) != null;
        String host = bracketed ? matcher.group(1) : matcher.group(2);
        int port = matcher.group(3) == null ? defaultPort : Integer.parseInt(matcher.group(3));
        boolean fits = isHost(host) && bracketed == host.contains(":") && port >= 1 && port <= 65_535;
        return fits ? Optional.of(new HostPort(host, port)) : Optional.empty();
    }

    @Override
    public int compareTo(HostPort other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
