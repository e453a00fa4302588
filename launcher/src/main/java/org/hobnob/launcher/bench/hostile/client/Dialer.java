package org.hobnob.launcher.bench.hostile.client;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.hobnob.net.tls.ClientTls;
import org.hobnob.net.tls.PinnedTrust;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.wire.NativeRequests;

/** Connects to a server from addresses of the caller's choice. For use on one event loop. */
public final class Dialer {
    private static final String CLIENT = "hobnob-bench";

    private final Vertx vertx;
    private final Place place;
    /** By address. Vert.x closes a client that is not referenced any more. */
    private final Map<String, NetClient> tls = new HashMap<>();

    private final Map<String, NetClient> plain = new HashMap<>();

    public Dialer(Vertx vertx, Place place) {
        this.vertx = vertx;
        this.place = place;
    }

    public Place place() {
        return place;
    }

    /** Connects and completes the TLS handshake. */
    public Future<NetSocket> tls(String from) {
        return connect(place.port(), tls.computeIfAbsent(from, address -> {
            PinnedTrust trust = new PinnedTrust(place.pin(), Clock.systemUTC());
            return vertx.createNetClient(ClientTls.pinned(trust, place.engine()).setLocalAddress(address));
        }));
    }

    /** Connects without TLS. */
    public Future<NetSocket> tcp(String from) {
        return tcp(from, place.port());
    }

    /** Connects without TLS to another port of the same server. */
    public Future<NetSocket> tcp(String from, int port) {
        return connect(
                port,
                plain.computeIfAbsent(
                        from, address -> vertx.createNetClient(new NetClientOptions().setLocalAddress(address))));
    }

    private Future<NetSocket> connect(int port, NetClient client) {
        return client.connect(port, place.host());
    }

    /** Connects and says hello as a native peer. */
    public Future<LineClient> greeted(String from) {
        return tls(from).compose(socket -> {
            LineClient client = new LineClient(socket);
            return client.ask(new Request.Hello(NativeRequests.VERSION, CLIENT))
                    .map(greeting -> client)
                    .onFailure(cause -> client.close());
        });
    }
}
