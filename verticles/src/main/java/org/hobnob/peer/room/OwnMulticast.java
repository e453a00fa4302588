package org.hobnob.peer.room;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.hobnob.net.InterfaceChoice;
import org.hobnob.net.MulticastSockets;
import org.hobnob.peer.settings.PeerSettings;

/** Whether this machine hears its own multicast on the chosen interface, and on others: it sends to a group that no room uses. */
final class OwnMulticast {
    /** The last group of those that registries give to rooms by default, so that what filters those filters it too. */
    private static final String GROUP = "239.255.255.255";

    private static final int USUAL_PORT = 15_700;
    private static final int BYTES = 16;
    private static final int SENT = 4;
    private static final long PERIOD_MS = 250;

    private final Vertx vertx;
    private final PeerSettings.Network network;
    private final RandomGenerator random;

    OwnMulticast(Vertx vertx, PeerSettings.Network network, RandomGenerator random) {
        this.vertx = vertx;
        this.network = network;
        this.random = random;
    }

    /**
     * Sends a few datagrams on each interface and listens for a second.
     *
     * @param port the rooms' UDP port; 0 if none is known
     * @return as BUS.md 6.3 has it
     */
    Future<JsonObject> heard(int port) {
        int used = port == 0 ? USUAL_PORT : port;
        JsonObject told = new JsonObject()
                .put("interface", network.choice().toString())
                .put("wanted", network.multicast())
                .put("port", used)
                .put("heard", false);
        if (!network.multicast()) {
            return Future.succeededFuture(told);
        }
        Future<JsonObject> own = heard(network.choice(), used);
        List<Future<JsonObject>> others =
                network.others().stream().map(other -> heard(other, used)).toList();
        return own.compose(outcome -> Future.join(others)
                .otherwiseEmpty()
                .map(all -> told.mergeIn(outcome)
                        .put(
                                "others",
                                new JsonArray(
                                        others.stream().map(Future::result).toList()))));
    }

    /** Never fails. */
    private Future<JsonObject> heard(InterfaceChoice on, int port) {
        JsonObject told = new JsonObject().put("interface", on.toString()).put("heard", false);
        return MulticastSockets.open(vertx, on, new InetSocketAddress(GROUP, port))
                .compose(socket -> heard(socket, port).map(heard -> told.put("heard", heard)))
                .recover(cause -> Future.succeededFuture(told.put("error", String.valueOf(cause.getMessage()))));
    }

    private Future<Boolean> heard(DatagramSocket socket, int port) {
        byte[] token = new byte[BYTES];
        random.nextBytes(token);
        Buffer own = Buffer.buffer(token);
        Promise<Boolean> heard = Promise.promise();
        socket.handler(packet -> {
            if (packet.data().equals(own)) {
                heard.tryComplete(true);
            }
        });
        for (int i = 0; i < SENT; i++) {
            vertx.setTimer(
                    1 + i * PERIOD_MS, due -> socket.send(own, port, GROUP).onFailure(cause -> {}));
        }
        return heard.future()
                .timeout(SENT * PERIOD_MS, TimeUnit.MILLISECONDS)
                .otherwise(false)
                .eventually(socket::close);
    }
}
