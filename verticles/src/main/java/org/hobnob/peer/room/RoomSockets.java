package org.hobnob.peer.room;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.internal.ContextInternal;
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

/**
 * The multicast sockets of one room. Every datagram is sent to all of them, and one listener receives from all. They
 * are read on an event loop, because a worker's queue of what was read is unbounded; everything else happens on the
 * context on which this was created.
 */
final class RoomSockets {
    private static final Logger LOG = LoggerFactory.getLogger(RoomSockets.class);

    private final Vertx vertx;
    private final Context home;
    private final Context loop;
    private final InterfaceChoice network;
    private final Map<GroupAddress, Future<DatagramSocket>> sockets = new HashMap<>();
    private boolean closed;

    RoomSockets(Vertx vertx, InterfaceChoice network) {
        this.vertx = vertx;
        home = vertx.getOrCreateContext();
        // It closes the sockets together with the verticle at home.
        loop = ((ContextInternal) home)
                .toBuilder().withThreadingModel(ThreadingModel.EVENT_LOOP).build();
        this.network = network;
    }

    /**
     * Opens and closes sockets so that exactly these addresses are open. Succeeds even if some cannot be opened;
     * those are logged.
     *
     * @param listener receives the datagrams, on an event loop
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
            return Future.failedFuture("the room has been left");
        }
        if (known != null && !known.failed()) {
            return known;
        }
        Future<DatagramSocket> opened = onLoop(address, listener)
                .onFailure(cause ->
                        LOG.warn("cannot open multicast on {} at {}: {}", network.name(), address, cause.toString()));
        sockets.put(address, opened);
        return opened;
    }

    private Future<DatagramSocket> onLoop(GroupAddress address, Consumer<DatagramPacket> listener) {
        InetSocketAddress at = new InetSocketAddress(address.group(), address.port());
        Promise<DatagramSocket> opened = Promise.promise();
        loop.runOnContext(go -> MulticastSockets.open(vertx, network, at)
                .onSuccess(socket -> socket.handler(listener::accept))
                .onComplete(opened));
        return home(opened.future());
    }

    /** Returns a future that completes at home, like another one that completes on the loop. */
    private <T> Future<T> home(Future<T> future) {
        Promise<T> back = Promise.promise();
        future.onComplete((value, failure) -> home.runOnContext(go -> back.complete(value, failure)));
        return back.future();
    }

    /** Returns whether there is at least one socket and none failed to open. */
    boolean areOpen() {
        return !sockets.isEmpty() && sockets.values().stream().allMatch(Future::succeeded);
    }

    /**
     * Sends to every group, once its socket is open. Succeeds with false if a socket cannot be opened, a send fails, or
     * there is no socket.
     */
    Future<Boolean> send(byte[] datagram) {
        List<Future<Boolean>> sent = sockets.entrySet().stream()
                .map(entry -> send(entry.getKey(), entry.getValue(), datagram))
                .toList();
        return Future.join(sent).map(done -> !sent.isEmpty() && sent.stream().allMatch(Future::result));
    }

    private Future<Boolean> send(GroupAddress to, Future<DatagramSocket> opening, byte[] datagram) {
        return opening.compose(socket -> home(socket.send(Buffer.buffer(datagram), to.port(), to.group()))
                        .onFailure(cause -> LOG.warn("cannot send by multicast: {}", cause.toString())))
                .map(true)
                .otherwise(false);
    }

    private Future<Void> close(GroupAddress address) {
        return sockets.remove(address).compose(socket -> home(socket.close()));
    }

    Future<Void> close() {
        closed = true;
        return Future.join(
                        List.copyOf(sockets.keySet()).stream().map(this::close).toList())
                .otherwiseEmpty()
                .mapEmpty();
    }
}
