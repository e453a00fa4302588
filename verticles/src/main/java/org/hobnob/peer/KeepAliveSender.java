package org.hobnob.peer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import org.hobnob.protocol.keepalive.KeepAliveAsker;
import org.hobnob.protocol.keepalive.KeepAliveCodec;
import org.hobnob.protocol.keepalive.ReceivedKeepAlive;
import org.hobnob.protocol.message.SessionCredentials;

/** Sends one session's keep-alives, once a second, from a socket of its own (SPEC 6). */
final class KeepAliveSender {
    private static final long INTERVAL_MS = 1_000;
    private static final int TIMEOUT_S = 3;

    private final Vertx vertx;
    private final String host;
    private final int port;
    private final KeepAliveAsker asker;
    private final Runnable ended;
    private final DatagramSocket socket;
    private long timer;

    /**
     * @param host the registry's address
     * @param port the registry's keep-alive port
     * @param ended called when the registry says that the session has ended
     */
    KeepAliveSender(Vertx vertx, String host, int port, SessionCredentials credentials, Runnable ended) {
        this.vertx = vertx;
        this.host = host;
        this.port = port;
        this.ended = ended;
        asker = new KeepAliveAsker(
                credentials.user().shown(), credentials.session().bits(), credentials.keepAliveKey(), TIMEOUT_S);
        socket = vertx.createDatagramSocket(new DatagramSocketOptions());
    }

    Future<Void> start() {
        socket.handler(this::receive);
        return socket.listen(0, "0.0.0.0").map(listening -> {
            send();
            timer = vertx.setPeriodic(INTERVAL_MS, tick -> send());
            return null;
        });
    }

    private void send() {
        // A lost or refused datagram is what the next one is for.
        socket.send(Buffer.buffer(asker.ask()), port, host).onFailure(cause -> {});
    }

    private void receive(DatagramPacket packet) {
        KeepAliveCodec.parse(packet.data().getBytes()).ifPresent(received -> {
            boolean over = received instanceof ReceivedKeepAlive.Unverified unverified
                    && asker.receive(unverified) == KeepAliveAsker.Reaction.ENDED;
            if (over) {
                ended.run();
            }
        });
    }

    Future<Void> stop() {
        vertx.cancelTimer(timer);
        return socket.close();
    }
}
