package org.hobnob.peer.link;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import org.hobnob.protocol.keepalive.KeepAliveAsker;
import org.hobnob.protocol.keepalive.KeepAliveCodec;
import org.hobnob.protocol.keepalive.ReceivedKeepAlive;
import org.hobnob.protocol.message.directory.SessionCredentials;

/** Sends one session's keep-alives, once a second, from a socket of its own (SPEC 6). */
final class KeepAliveSender {
    private static final long INTERVAL_MS = 1_000;
    private static final int TIMEOUT_S = 3;
    private static final int UNANSWERED = 3;

    /** Who is told what the datagrams say. */
    interface Listener {
        /** The registry says that the session has ended. */
        void ended();

        /** Nothing has been answered for some seconds: either the datagrams are lost, or the registry is. */
        void unanswered();
    }

    private final Vertx vertx;
    private final String host;
    private final int port;
    private final KeepAliveAsker asker;
    private final Listener listener;
    private final DatagramSocket socket;
    private int unanswered;
    private long timer;
    private boolean stopped;

    /**
     * @param host the registry's address
     * @param port the registry's keep-alive port
     */
    KeepAliveSender(Vertx vertx, String host, int port, SessionCredentials credentials, Listener listener) {
        this.vertx = vertx;
        this.host = host;
        this.port = port;
        this.listener = listener;
        asker = new KeepAliveAsker(
                credentials.user().shown(), credentials.session().bits(), credentials.keepAliveKey(), TIMEOUT_S);
        socket = vertx.createDatagramSocket(new DatagramSocketOptions());
    }

    Future<Void> start() {
        socket.handler(this::receive);
        return socket.listen(0, "0.0.0.0").map(listening -> {
            if (!stopped) {
                send();
                timer = vertx.setPeriodic(INTERVAL_MS, tick -> send());
            }
            return null;
        });
    }

    private void send() {
        // A lost or refused datagram is what the next one is for.
        socket.send(Buffer.buffer(asker.ask()), port, host).onFailure(cause -> {});
        unanswered++;
        if (unanswered > UNANSWERED) {
            unanswered = 0;
            listener.unanswered();
        }
    }

    private void receive(DatagramPacket packet) {
        KeepAliveCodec.parse(packet.data().getBytes()).ifPresent(received -> {
            if (!stopped && received instanceof ReceivedKeepAlive.Unverified unverified) {
                react(asker.receive(unverified));
            }
        });
    }

    private void react(KeepAliveAsker.Reaction reaction) {
        switch (reaction) {
            case HEARD -> unanswered = 0;
            case ENDED -> listener.ended();
            case IGNORED -> {
                // Forged or late: as if it had not come.
            }
        }
    }

    Future<Void> stop() {
        stopped = true;
        vertx.cancelTimer(timer);
        return socket.close();
    }
}
