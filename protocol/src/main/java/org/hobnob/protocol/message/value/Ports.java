package org.hobnob.protocol.message.value;

/** The range of port numbers, where 0 means none. */
public final class Ports {
    private Ports() {}

    public static int require(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not within 0 to 65535");
        }
        return port;
    }
}
