package org.hobnob.net;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;

/**
 * Opens sockets for a multicast group on one named interface. Several processes of a machine may share a port and
 * receive each other's datagrams. Datagrams stay on the link. Requires Vert.x's NIO transport, because the epoll
 * transport ignores the chosen interface when it sends.
 */
public final class MulticastSockets {
    /**
     * With the system's default of 208 KiB, bursts are lost; the system may limit it ({@code net.core.rmem_max}).
     * With a transport other than {@link SizedReceiveTransport}, Vert.x reads each datagram into a buffer of this
     * size.
     */
    public static final int RECEIVE_BUFFER_BYTES = 1024 * 1024;

    private static final String ANY_ADDRESS = "0.0.0.0";
    private static final int THIS_LINK_ONLY = 1;

    private MulticastSockets() {}

    /**
     * Opens a socket, joins the group on the interface, and sends through that interface only.
     *
     * @param vertx with the NIO transport, which is the default
     * @param choice the interface to join on and to send through
     * @param at an IPv4 multicast group, from 224.0.0.0 to 239.255.255.255, and a UDP port other than 0
     * @return the joined socket; set its handler at once. Fails, and leaves nothing open, if the transport is
     *     another one, if the port or group is invalid, or if the system refuses.
     */
    public static Future<DatagramSocket> open(Vertx vertx, InterfaceChoice choice, InetSocketAddress at) {
        if (vertx.isNativeTransportEnabled()) {
            return Future.failedFuture(new IllegalStateException(
                    "multicast needs the NIO transport; do not prefer the native transport in VertxOptions"));
        }
        if (!(at.getAddress() instanceof Inet4Address) || !at.getAddress().isMulticastAddress()) {
            return Future.failedFuture(new IllegalArgumentException(
                    at.getHostString() + " is not an IPv4 multicast group; use one such as 239.255.0.1"));
        }
        if (at.getPort() == 0) {
            return Future.failedFuture(new IllegalArgumentException("UDP port 0 is invalid; use one from 1 to 65535"));
        }
        // If a program that does not share the port uses it at one address, such as an original peer's private socket,
        // the port is still free at the group's address. A socket bound there receives only what is sent to the group.
        String group = at.getAddress().getHostAddress();
        return open(vertx, choice, group, at.getPort(), ANY_ADDRESS)
                .recover(cause -> cause instanceof BindException
                        ? open(vertx, choice, group, at.getPort(), group)
                        : Future.failedFuture(cause));
    }

    private static Future<DatagramSocket> open(
            Vertx vertx, InterfaceChoice choice, String group, int port, String bindAddress) {
        DatagramSocket socket = vertx.createDatagramSocket(options(choice));
        return socket.listen(port, bindAddress)
                .compose(bound -> bound.listenMulticastGroup(group, choice.name(), null))
                .map(socket)
                .recover(failure -> socket.close().transform(closed -> Future.failedFuture(failure)));
    }

    static DatagramSocketOptions options(InterfaceChoice choice) {
        return new DatagramSocketOptions()
                .setReuseAddress(true)
                .setReceiveBufferSize(RECEIVE_BUFFER_BYTES)
                .setMulticastNetworkInterface(choice.name())
                .setMulticastTimeToLive(THIS_LINK_ONLY)
                .setLoopbackModeDisabled(false);
    }
}
