package org.hobnob.net;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;

/**
 * Opens sockets for a multicast group on one named interface. Several processes of a machine may share a port and hear
 * each other. Datagrams stay on the link. Wants Vert.x' NIO transport: the epoll one sends past the interface asked for.
 */
public final class MulticastSockets {
    /**
     * At the system's default of 208 KiB a burst is lost; the system may cap it ({@code net.core.rmem_max}). With a
     * transport other than {@link SizedReceiveTransport}, Vert.x reads each datagram into a buffer of this size.
     */
    public static final int RECEIVE_BUFFER_BYTES = 1024 * 1024;

    private static final String ANY_ADDRESS = "0.0.0.0";
    private static final int THIS_LINK_ONLY = 1;

    private MulticastSockets() {}

    /**
     * Opens a socket, joins the group on the interface and sends through it alone.
     *
     * @param vertx with the NIO transport, the default
     * @param choice the interface to join on and to send through
     * @param at an IPv4 multicast group, from 224.0.0.0 to 239.255.255.255, and a UDP port that is not 0
     * @return the socket, joined; set its handler at once. Fails, with nothing left open, when the transport is another,
     *     the port or group is none, or the system refuses
     */
    public static Future<DatagramSocket> open(Vertx vertx, InterfaceChoice choice, InetSocketAddress at) {
        if (vertx.isNativeTransportEnabled()) {
            return Future.failedFuture(new IllegalStateException(
                    "multicast needs the NIO transport; do not prefer the native transport in VertxOptions"));
        }
        if (!(at.getAddress() instanceof Inet4Address) || !at.getAddress().isMulticastAddress()) {
            return Future.failedFuture(new IllegalArgumentException(
                    at.getHostString() + " is no IPv4 multicast group; take one such as 239.255.0.1"));
        }
        if (at.getPort() == 0) {
            return Future.failedFuture(new IllegalArgumentException("UDP port 0 is none; name one from 1 to 65535"));
        }
        // Where the port is taken at one address, by somebody who does not share it (an original peer's private
        // socket), it is still free at the group's, where a socket hears what is sent to the group and no more.
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
                // Netty's NIO transport hands this on as IP_MULTICAST_LOOP, whose sense is the opposite:
                // true is what lets other processes of this machine hear.
                .setLoopbackModeDisabled(true);
    }
}
