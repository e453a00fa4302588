package org.hobnob.testing;

import static org.hobnob.testing.Await.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hobnob.protocol.keepalive.KeepAliveAsker;
import org.hobnob.protocol.keepalive.KeepAliveCodec;
import org.hobnob.protocol.keepalive.ReceivedKeepAlive;
import org.hobnob.protocol.message.directory.SessionCredentials;

/** The UDP side of a native peer: one socket, and what comes back to it in a queue. */
public final class KeepAlivePeer {
    private static final int TRIES = 20;
    private static final long TRY_MS = 1_000;

    private final DatagramSocket socket;
    private final int registryPort;
    private final KeepAliveAsker asker;
    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();

    private KeepAlivePeer(DatagramSocket socket, int registryPort, KeepAliveAsker asker) {
        this.socket = socket;
        this.registryPort = registryPort;
        this.asker = asker;
        socket.handler(packet -> received.add(packet.data().getBytes()));
    }

    public static KeepAlivePeer open(Vertx vertx, int registryPort, SessionCredentials credentials, int timeoutS) {
        KeepAliveAsker asker = new KeepAliveAsker(
                credentials.user().shown(), credentials.session().bits(), credentials.keepAliveKey(), timeoutS);
        return open(vertx, registryPort, asker);
    }

    public static KeepAlivePeer open(Vertx vertx, int registryPort, KeepAliveAsker asker) {
        DatagramSocket socket = vertx.createDatagramSocket();
        KeepAlivePeer peer = new KeepAlivePeer(socket, registryPort, asker);
        await(socket.listen(0, "127.0.0.1"));
        return peer;
    }

    /** The next question of this session; not sent. */
    public byte[] question() {
        return asker.ask();
    }

    public void send(byte[] datagram) {
        await(socket.send(Buffer.buffer(datagram), registryPort, "127.0.0.1"));
    }

    /** Asks and gives what the answer means. A first question may overtake the login on the bus: then asks again. */
    public KeepAliveAsker.Reaction ask() {
        for (int i = 0; i < TRIES; i++) {
            send(question());
            Optional<byte[]> answer = next(TRY_MS);
            if (answer.isPresent()) {
                return reaction(answer.get());
            }
        }
        throw new AssertionError("no answer to " + TRIES + " questions");
    }

    /** What the next datagram means. */
    public KeepAliveAsker.Reaction react() {
        return reaction(next(TRIES * TRY_MS).orElseThrow(() -> new AssertionError("no datagram came")));
    }

    private KeepAliveAsker.Reaction reaction(byte[] datagram) {
        return KeepAliveCodec.parse(datagram)
                .map(parsed -> asker.receive((ReceivedKeepAlive.Unverified) parsed))
                .orElseThrow(() -> new AssertionError("not a keep-alive datagram"));
    }

    private Optional<byte[]> next(long waitMs) {
        try {
            return Optional.ofNullable(received.poll(waitMs, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public boolean hasReceivedNothingMore() {
        return received.isEmpty();
    }
}
