package org.hobnob.peer.room;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hobnob.net.InterfaceChoice;
import org.hobnob.net.MulticastSockets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The multicast sockets of one room, one for each port that somebody may sit at. */
final class RoomSockets {
    private static final Logger LOG = LoggerFactory.getLogger(RoomSockets.class);

    private final Vertx vertx;
    private final InterfaceChoice network;
    private final InetAddress group;
    private final Consumer<DatagramPacket> listener;
    private final Map<Integer, Future<DatagramSocket>> sockets = new HashMap<>();
    private boolean closed;

    RoomSockets(Vertx vertx, InterfaceChoice network, InetAddress group, Consumer<DatagramPacket> listener) {
        this.vertx = vertx;
        this.network = network;
        this.group = group;
        this.listener = listener;
    }

    /** Has exactly these ports open; succeeds also where some cannot be, which is logged. */
    Future<Void> open(List<Integer> ports) {
        List.copyOf(sockets.keySet()).stream()
                .filter(port -> !ports.contains(port))
                .forEach(this::close);
        return Future.join(ports.stream().map(this::open).toList())
                .otherwiseEmpty()
                .mapEmpty();
    }

    private Future<DatagramSocket> open(int port) {
        Future<DatagramSocket> known = sockets.get(port);
        if (closed) {
            return Future.failedFuture("the room is left");
        }
        if (known != null && !known.failed()) {
            return known;
        }
        Future<DatagramSocket> opened = MulticastSockets.open(vertx, network, port, group)
                .onSuccess(socket -> socket.handler(listener::accept))
                .onFailure(
                        cause -> LOG.warn("no multicast on {}, port {}: {}", network.name(), port, cause.toString()));
        sockets.put(port, opened);
        return opened;
    }

    boolean has(int port) {
        Future<DatagramSocket> socket = sockets.get(port);
        return socket != null && socket.succeeded();
    }

    /** Sends to the group at that port; false where that is not possible. */
    Future<Boolean> send(int port, byte[] datagram) {
        if (!has(port)) {
            return Future.succeededFuture(false);
        }
        return sockets.get(port)
                .result()
                .send(Buffer.buffer(datagram), port, group.getHostAddress())
                .onFailure(cause -> LOG.warn("multicast failed: {}", cause.toString()))
                .map(true)
                .otherwise(false);
    }

    private Future<Void> close(int port) {
        return sockets.remove(port).compose(DatagramSocket::close);
    }

    Future<Void> close() {
        closed = true;
        return Future.join(
                        List.copyOf(sockets.keySet()).stream().map(this::close).toList())
                .otherwiseEmpty()
                .mapEmpty();
    }
}
