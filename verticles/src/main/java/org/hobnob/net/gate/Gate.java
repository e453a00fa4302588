package org.hobnob.net.gate;

/**
 * Decides which connections a server accepts, before their TLS handshake. Each connection that enters has its handshake
 * ended once and leaves once, in either order. Implementations are thread-safe.
 */
public interface Gate {
    /**
     * Decides about a new connection. One that is refused is closed without an answer.
     *
     * @param address the client's IP address, as a literal without a port
     * @return whether it may go on
     */
    boolean enter(String address);

    /** The handshake of a connection from this address has succeeded or failed. */
    default void handshakeEnded(String address) {}

    /**
     * Asked about each handshake twice a second, on the connection's thread.
     *
     * @param handshakeNs how long it has taken so far, in nanoseconds
     * @return whether its connection is to be closed, because others need the place
     */
    default boolean mustMakeWay(long handshakeNs) {
        return false;
    }

    /** A connection from this address has been closed. */
    default void leave(String address) {}
}
