package org.hobnob.peer.room;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hobnob.net.InterfaceChoice;
import org.hobnob.net.MulticastSockets;
import org.hobnob.protocol.message.value.GroupAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Multicast sockets of one room in which the same datagrams are heard and sent. */
final class RoomSockets {
    private static final Logger LOG = LoggerFactory.getLogger(RoomSockets.class);

    private final Vertx vertx;
    private final InterfaceChoice network;
    private final Map<GroupAddress, Future<DatagramSocket>> sockets = new HashMap<>();
    private boolean closed;

    RoomSockets(Vertx vertx, InterfaceChoice network) {
        this.vertx = vertx;
        this.network = network;
    }

    /**
     * Has exactly these open; succeeds also where some cannot be, which is logged.
     *
     * @param listener takes what is heard there
     */
    Future<Void> open(Collection<GroupAddress> addresses, Consumer<DatagramPacket> listener) {
        List.copyOf(sockets.keySet()).stream()
                .filter(address -> !addresses.contains(address))
                .forEach(this::close);
        return Future.join(addresses.stream()
                        .map(address -> open(address, listener))
                        .toList())
                .otherwiseEmpty()
                .mapEmpty();
    }

    private Future<DatagramSocket> open(GroupAddress address, Consumer<DatagramPacket> listener) {
        Future<DatagramSocket> known = sockets.get(address);
        if (closed) {
            return Future.failedFuture("the room is left");
        }
        if (known != null && !known.failed()) {
            return known;
        }
        Future<DatagramSocket> opened = MulticastSockets.open(
                        vertx, network, new InetSocketAddress(address.group(), address.port()))
                .onSuccess(socket -> socket.handler(listener::accept))
                .onFailure(
                        cause -> LOG.warn("no multicast on {} at {}: {}", network.name(), address, cause.toString()));
        sockets.put(address, opened);
        return opened;
    }

    /** Whether there are any, and each could be opened. */
    boolean areOpen() {
        return !sockets.isEmpty() && sockets.values().stream().allMatch(Future::succeeded);
    }

    /** Sends to each group; false where that is not possible, or there is none. */
    Future<Boolean> send(byte[] datagram) {
        List<Future<Boolean>> sent = sockets.entrySet().stream()
                .map(entry -> send(entry.getKey(), entry.getValue(), datagram))
                .toList();
        return Future.join(sent).map(done -> !sent.isEmpty() && sent.stream().allMatch(Future::result));
    }

    private static Future<Boolean> send(GroupAddress to, Future<DatagramSocket> socket, byte[] datagram) {
        if (!socket.succeeded()) {
            return Future.succeededFuture(false);
        }
        return socket.result()
                .send(Buffer.buffer(datagram), to.port(), to.group())
                .onFailure(cause -> LOG.warn("multicast failed: {}", cause.toString()))
                .map(true)
                .otherwise(false);
    }

    private Future<Void> close(GroupAddress address) {
        return sockets.remove(address).compose(DatagramSocket::close);
    }

    Future<Void> close() {
        closed = true;
        return Future.join(
                        List.copyOf(sockets.keySet()).stream().map(this::close).toList())
                .otherwiseEmpty()
                .mapEmpty();
    }
}
