package org.hobnob.launcher.bench.hostile.attack;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/** Connections in the original dialect: half send records of one byte, half a word without an end. */
final class OriginalNonsense implements Attack {
    private static final int CONNECTIONS = 60;
    private static final int LONG = 16_000;
    private static final Buffer HELLO = Buffer.buffer("HELLO_P2P");
    private static final Buffer ONE_BYTE = Buffer.buffer("a");
    private static final Buffer ENDLESS = Buffer.buffer("a".repeat(LONG));

    private int opened;

    @Override
    public void begin(Ground ground) {
        ground.keepOpen(CONNECTIONS, () -> open(ground, opened++ % 2 == 0 ? ONE_BYTE : ENDLESS));
    }

    private static Future<NetSocket> open(Ground ground, Buffer record) {
        return ground.tls(Ground.address(0)).onSuccess(socket -> {
            socket.handler(answer -> {});
            socket.write(HELLO);
            ground.pump(socket, record, 1);
        });
    }
}
