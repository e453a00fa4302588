package org.hobnob.testing;

import static org.hobnob.testing.Await.await;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The way from a registry to its store, which a test can cut, freeze and mend. */
public final class StoreLink {
    private final NetClient client;
    private final NetServer server;
    private final int storePort;
    private final Queue<NetSocket> sockets = new ConcurrentLinkedQueue<>();
    private volatile boolean isCut;
    private volatile boolean isFrozen;
    private volatile boolean isHeld;

    public StoreLink(Vertx vertx, int storePort) {
        this.storePort = storePort;
        client = vertx.createNetClient();
        server = vertx.createNetServer().connectHandler(this::connected);
        await(server.listen(0, "127.0.0.1"));
    }

    /** The same connection string, through this link. */
    public String through(String connectionString) {
        return connectionString.replace(":" + storePort + "/", ":" + server.actualPort() + "/");
    }

    private void connected(NetSocket near) {
        if (isCut) {
            near.close();
            return;
        }
        near.pause();
        client.connect(storePort, "127.0.0.1")
                .onSuccess(far -> {
                    relay(near, far);
                    relay(far, near);
                    if (isHeld) {
                        far.pause();
                    } else {
                        near.resume();
                    }
                })
                .onFailure(cause -> near.close());
    }

    private void relay(NetSocket from, NetSocket to) {
        sockets.add(from);
        from.handler(bytes -> {
            if (!isFrozen) {
                to.write(bytes);
            }
        });
        from.closeHandler(done -> to.close());
    }

    /** Closes every connection and takes no other. */
    public void cut() {
        isCut = true;
        sockets.forEach(NetSocket::close);
    }

    /** From now on what is sent is lost, and nobody is told. */
    public void freeze() {
        isFrozen = true;
    }

    /** From now on what is sent waits, on new connections too. */
    public void hold() {
        isHeld = true;
        sockets.forEach(NetSocket::pause);
    }

    /** What waits is sent. */
    public void release() {
        isHeld = false;
        sockets.forEach(NetSocket::resume);
    }

    /** New connections pass again. */
    public void mend() {
        isCut = false;
        isFrozen = false;
    }
}
