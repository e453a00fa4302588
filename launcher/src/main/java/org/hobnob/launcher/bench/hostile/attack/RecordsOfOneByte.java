package org.hobnob.launcher.bench.hostile.attack;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/** Connections in the native dialect whose line never ends, and comes in records of one byte. */
final class RecordsOfOneByte implements Attack {
    private static final Buffer BEGINNING = Buffer.buffer("@");
    private static final Buffer ONE_BYTE = Buffer.buffer("a");

    private final int connections;

    RecordsOfOneByte(int connections) {
        this.connections = connections;
    }

    @Override
    public void begin(Ground ground) {
        ground.keepOpen(connections, () -> open(ground));
    }

    private static Future<NetSocket> open(Ground ground) {
        return ground.tls(Ground.address(0)).onSuccess(socket -> {
            socket.handler(answer -> {});
            socket.write(BEGINNING);
            ground.pump(socket, ONE_BYTE, 1);
        });
    }
}
