package org.hobnob.peer.link;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import org.hobnob.net.InterfaceChoice;
import org.hobnob.protocol.keepalive.KeepAliveAsker;
import org.hobnob.protocol.keepalive.KeepAliveCodec;
import org.hobnob.protocol.keepalive.ReceivedKeepAlive;
import org.hobnob.protocol.message.directory.SessionCredentials;

/** Sends one session's keep-alives, once a second, from a socket of its own (SPEC 6). */
final class KeepAliveSender {
    private static final long INTERVAL_MS = 1_000;
    private static final int TIMEOUT_S = 3;
    private static final int UNANSWERED = 3;
    private static final String LOOPBACK = "127.";

    /** Who is told what the datagrams say. */
    interface Listener {
        /** The registry says that the session has ended. */
        void ended();

        /** Nothing has been answered for some seconds: either the datagrams are lost, or the registry is. */
        void unanswered();
    }

    private final Vertx vertx;
    private final Route route;
    private final KeepAliveAsker asker;
    private final Listener listener;
    private final DatagramSocket socket;
    private int unanswered;
    private long timer;
    private boolean stopped;

    /**
     * The way of the datagrams.
     *
     * @param source this machine's address to send from and to listen at, as a literal
     * @param host the registry's address
     * @param port the registry's keep-alive port
     */
    record Route(String source, String host, int port) {}

    KeepAliveSender(Vertx vertx, Route route, SessionCredentials credentials, Listener listener) {
        this.vertx = vertx;
        this.route = route;
        this.listener = listener;
        asker = new KeepAliveAsker(
                credentials.user().shown(), credentials.session().bits(), credentials.keepAliveKey(), TIMEOUT_S);
        socket = vertx.createDatagramSocket(new DatagramSocketOptions());
    }

    /**
     * Where to send from: the address of the chosen interface, and no other one of this machine. A registry that is reached
     * over loopback or IPv6, which has no such address to send from, is sent to from where its connection comes.
     *
     * @param connectionIp this machine's address of the connection to the registry, as a literal
     */
    static String source(InterfaceChoice network, String connectionIp) {
        boolean isOnInterface = !connectionIp.contains(":") && !connectionIp.startsWith(LOOPBACK);
        return isOnInterface ? network.address().getHostAddress() : connectionIp;
    }

    Future<Void> start() {
        socket.handler(this::receive);
        return socket.listen(0, route.source()).map(listening -> {
            if (!stopped) {
                send();
                timer = vertx.setPeriodic(INTERVAL_MS, tick -> send());
            }
            return null;
        });
    }

    private void send() {
        // A lost or refused datagram is what the next one is for.
        socket.send(Buffer.buffer(asker.ask()), route.port(), route.host()).onFailure(cause -> {});
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
