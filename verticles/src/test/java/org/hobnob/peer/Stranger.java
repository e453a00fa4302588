package org.hobnob.peer;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hobnob.net.SocketControl;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.peer.identity.Identity;
import org.hobnob.peer.identity.PeerTls;
import org.hobnob.testing.Await;

/** Whoever has an identity and knocks at a peer's door; says what it likes. */
final class Stranger implements AutoCloseable {
    private static final int PATIENCE_S = 10;

    private final NetClient client;
    private final NetSocket socket;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Promise<Void> closed = Promise.promise();
    private final StringBuilder partial = new StringBuilder();

    private Stranger(NetClient client, NetSocket socket) {
        this.client = client;
        this.socket = socket;
        socket.handler(this::receive);
        socket.exceptionHandler(cause -> socket.close());
        socket.closeHandler(done -> closed.tryComplete());
    }

    /** Knocks from an address of this machine, and proves the identity. */
    static Stranger knock(Vertx vertx, Identity identity, String from, int port) {
        return Await.await(knocking(vertx, identity, from, port));
    }

    /** As {@link #knock}; empty if the door turns the connection away. */
    static Optional<Stranger> tryToKnock(Vertx vertx, Identity identity, String from, int port) {
        return Await.await(
                knocking(vertx, identity, from, port).map(Optional::of).otherwise(Optional.empty()));
    }

    private static Future<Stranger> knocking(Vertx vertx, Identity identity, String from, int port) {
        PeerTls tls = PeerTls.of(identity, TlsEngine.JDK, Instant.now(), new SecureRandom());
        NetClient client = vertx.createNetClient(tls.clientOptions().setLocalAddress(from));
        return client.connect(port, "127.0.0.1").map(socket -> new Stranger(client, socket));
    }

    private void receive(Buffer chunk) {
        partial.append(chunk.toString());
        for (int end = partial.indexOf("\n"); end >= 0; end = partial.indexOf("\n")) {
            heard.add(partial.substring(0, end));
            partial.delete(0, end + 1);
        }
    }

    Stranger say(String text) {
        return say(Buffer.buffer(text));
    }

    Stranger say(Buffer bytes) {
        socket.write(bytes);
        return this;
    }

    /** Reads nothing from now on. */
    void fallDeaf() {
        SocketControl.pause(socket);
    }

    /** The next line. */
    String hear() {
        try {
            String line = heard.poll(PATIENCE_S, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("heard nothing");
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Waits until the door is closed. */
    void isShutOut() {
        Await.await(closed.future());
    }

    @Override
    public void close() {
        Await.await(client.close());
    }
}
