package org.hobnob.registry;

import static org.hobnob.registry.Awaiting.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hobnob.protocol.keepalive.KeepAliveAsker;
import org.hobnob.protocol.keepalive.KeepAliveCodec;
import org.hobnob.protocol.keepalive.ReceivedKeepAlive;
import org.hobnob.protocol.message.SessionCredentials;

/** The UDP side of a native peer: one socket, and what comes back to it in a queue. */
final class KeepAlivePeer {
    private static final int TIMEOUT_S = 20;

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

    static KeepAlivePeer open(Vertx vertx, int registryPort, SessionCredentials credentials, int timeoutS) {
        KeepAliveAsker asker = new KeepAliveAsker(
                credentials.user().shown(), credentials.session().bits(), credentials.keepAliveKey(), timeoutS);
        return open(vertx, registryPort, asker);
    }

    static KeepAlivePeer open(Vertx vertx, int registryPort, KeepAliveAsker asker) {
        DatagramSocket socket = vertx.createDatagramSocket();
        KeepAlivePeer peer = new KeepAlivePeer(socket, registryPort, asker);
        await(socket.listen(0, "127.0.0.1"));
        return peer;
    }

    /** The next question of this session; not sent. */
    byte[] question() {
        return asker.ask();
    }

    void send(byte[] datagram) {
        await(socket.send(Buffer.buffer(datagram), registryPort, "127.0.0.1"));
    }

    /** Asks once and gives what the answer means. */
    KeepAliveAsker.Reaction ask() {
        send(question());
        return react();
    }

    /** What the next datagram means. */
    KeepAliveAsker.Reaction react() {
        return KeepAliveCodec.parse(next())
                .map(datagram -> asker.receive((ReceivedKeepAlive.Unverified) datagram))
                .orElseThrow(() -> new AssertionError("not a keep-alive datagram"));
    }

    private byte[] next() {
        try {
            byte[] datagram = received.poll(TIMEOUT_S, TimeUnit.SECONDS);
            if (datagram == null) {
                throw new AssertionError("no datagram within " + TIMEOUT_S + " s");
            }
            return datagram;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    boolean hasReceivedNothingMore() {
        return received.isEmpty();
    }
}
