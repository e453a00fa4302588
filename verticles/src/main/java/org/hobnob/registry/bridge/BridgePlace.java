package org.hobnob.registry.bridge;

import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Where a bridge listens: never where another machine could reach it. */
public sealed interface BridgePlace {
    /** The most bytes of a Unix socket's path that all systems take. */
    int MOST_PATH_BYTES = 103;

    /** A Unix socket, which only its owner can use. */
    record UnixSocket(Path path) implements BridgePlace {
        @Override
        public String shown(Optional<Integer> port) {
            return path.toString();
        }
    }

    /** A port of loopback, which all users of the machine can reach; 0 for any free one. */
    record Loopback(String address, int port) implements BridgePlace {
        @Override
        public String shown(Optional<Integer> actual) {
            return address + ":" + actual.orElse(port);
        }

        SocketAddress socket() {
            return SocketAddress.inetSocketAddress(port, address);
        }
    }

    /**
     * As programs are told where to connect.
     *
     * @param port the port at which it listens; empty for a Unix socket
     */
    String shown(Optional<Integer> port);

    /**
     * Reads a path, which has a {@code /}, or {@code ADDRESS:PORT}.
     *
     * @throws IllegalArgumentException if it is neither, a path too long, or an address that is not loopback; the message
     *     says so
     */
    static BridgePlace of(String text) {
        return text.contains("/") ? socket(text) : loopback(text);
    }

    private static BridgePlace socket(String text) {
        try {
            Path path = Path.of(text).toAbsolutePath();
            if (path.toString().getBytes(StandardCharsets.UTF_8).length > MOST_PATH_BYTES) {
                throw new IllegalArgumentException(
                        "is a path of more than " + MOST_PATH_BYTES + " bytes, which no socket can have");
            }
            return new UnixSocket(path);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is not a path: " + e.getReason(), e);
        }
    }

    private static BridgePlace loopback(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("must be a path, or 127.0.0.1:port, not '" + text + "'");
        }
        String host = text.substring(0, colon);
        int port = Integer.parseInt(text.substring(colon + 1));
        if (port > 65_535) {
            throw new IllegalArgumentException("has no port above 65535");
        }
        if (!isLoopback(host)) {
            throw new IllegalArgumentException(
                    "must stay on this machine: name a path, or 127.0.0.1:port, not '" + text + "'");
        }
        return new Loopback(host, port);
    }

    /** A name could be another address tomorrow. */
    private static boolean isLoopback(String host) {
        try {
            return host.matches("[0-9.]+|\\[?[0-9a-fA-F:]+]?")
                    && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
