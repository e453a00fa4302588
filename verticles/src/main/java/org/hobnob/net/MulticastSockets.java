package org.hobnob.net;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.net.BindException;
import org.hobnob.protocol.message.value.GroupAddress;

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
     * @return the socket, joined; set its handler at once. Fails, with nothing left open, when the transport is another, or
     *     the system refuses
     */
    public static Future<DatagramSocket> open(Vertx vertx, InterfaceChoice choice, GroupAddress at) {
        if (vertx.isNativeTransportEnabled()) {
            return Future.failedFuture(new IllegalStateException(
                    "multicast needs the NIO transport; do not prefer the native transport in VertxOptions"));
        }
        // Where the port is taken at one address, by somebody who does not share it (an original peer's private
        // socket), it is
        // still free at the group's, where a socket hears what is sent to the group and no more.
        return open(vertx, choice, at, ANY_ADDRESS)
                .recover(cause -> cause instanceof BindException
                        ? open(vertx, choice, at, at.group())
                        : Future.failedFuture(cause));
    }

    private static Future<DatagramSocket> open(
            Vertx vertx, InterfaceChoice choice, GroupAddress at, String bindAddress) {
        DatagramSocket socket = vertx.createDatagramSocket(options(choice));
        return socket.listen(at.port(), bindAddress)
                .compose(bound -> bound.listenMulticastGroup(at.group(), choice.name(), null))
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
