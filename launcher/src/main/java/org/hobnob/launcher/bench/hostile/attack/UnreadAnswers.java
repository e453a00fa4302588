package org.hobnob.launcher.bench.hostile.attack;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import org.hobnob.net.SocketControl;

/** Connections that send the same lines as fast as they are taken, and read nothing. One that is cut is followed by another. */
final class UnreadAnswers implements Attack {
    private static final int LINES = 1_000;

    private final int connections;
    private final Buffer lines;

    UnreadAnswers(int connections, String line) {
        this.connections = connections;
        lines = Buffer.buffer(line.repeat(LINES));
    }

    @Override
    public void begin(Ground ground) {
        ground.keepOpen(connections, () -> open(ground));
    }

    private Future<NetSocket> open(Ground ground) {
        return ground.tls(Ground.address(0)).onSuccess(socket -> {
            SocketControl.pause(socket);
            ground.pump(socket, lines, LINES);
        });
    }
}
