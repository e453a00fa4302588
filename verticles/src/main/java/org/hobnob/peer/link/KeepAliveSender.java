package org.hobnob.peer.link;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.hobnob.net.InterfaceChoice;
import org.hobnob.protocol.keepalive.KeepAliveAsker;
import org.hobnob.protocol.keepalive.KeepAliveCodec;
import org.hobnob.protocol.keepalive.ReceivedKeepAlive;
import org.hobnob.protocol.message.directory.SessionCredentials;

/** Sends one session's keep-alive datagrams, once a second, from its own socket (SPEC 6). */
final class KeepAliveSender {
    private static final long INTERVAL_MS = 1_000;
    private static final int TIMEOUT_S = 3;
    private static final int UNANSWERED = 3;
    private static final String LOOPBACK = "127.";

    /** Receives what the answers say. */
    interface Listener {
        /** The registry has ended the session. */
        void ended();

        /** Nothing has been answered for several seconds: either datagrams are being lost or the registry is down. */
        void unanswered();
    }

    private final Vertx vertx;
    private final Route route;
    private final KeepAliveAsker asker;
    private final Listener listener;
    private final DatagramSocket socket;
    private final LongSupplier nowMs;
    private int unanswered;
    private long asked;
    private long answered;
    private long askedMs;
    private Optional<Long> answerMs = Optional.empty();
    private long timer;
    private boolean stopped;

    /**
     * The addresses of the keep-alives.
     *
     * @param source the local IP address to send from and receive on, as a literal
     * @param host the registry's address
     * @param port the registry's keep-alive port
     */
    record Route(String source, String host, int port) {}

    /**
     * How the keep-alives of a session went so far.
     *
     * @param port the registry's
     * @param answerMs how long the latest answer took
     */
    record Score(int port, long asked, long answered, Optional<Long> answerMs) {}

    /** @param nowMs a monotonic clock, in milliseconds */
    KeepAliveSender(Vertx vertx, Route route, SessionCredentials credentials, LongSupplier nowMs, Listener listener) {
        this.vertx = vertx;
        this.nowMs = nowMs;
        this.route = route;
        this.listener = listener;
        asker = new KeepAliveAsker(
                credentials.user().shown(), credentials.session().bits(), credentials.keepAliveKey(), TIMEOUT_S);
        socket = vertx.createDatagramSocket(new DatagramSocketOptions());
    }

    /**
     * Returns the local address to send from: that of the chosen interface, and no other. A registry reached over
     * loopback or IPv6 cannot be sent to from there, so the local address of the connection is used for it.
     *
     * @param connectionIp the local IP address of the connection to the registry, as a literal
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
        // Failed sends are ignored: the next datagram makes up for them.
        socket.send(Buffer.buffer(asker.ask()), route.port(), route.host()).onFailure(cause -> {});
        asked++;
        askedMs = nowMs.getAsLong();
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
            case HEARD -> {
                unanswered = 0;
                answered++;
                answerMs = Optional.of(nowMs.getAsLong() - askedMs);
            }
            case ENDED -> listener.ended();
            case IGNORED -> {
                // Ignore forged and late answers.
            }
        }
    }

    Score score() {
        return new Score(route.port(), asked, answered, answerMs);
    }

    Future<Void> stop() {
        stopped = true;
        vertx.cancelTimer(timer);
        return socket.close();
    }
}
