package org.hobnob.launcher.bench.hostile.attack;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.List;

/** Connections that send what is no request, and read what they are told. One that is cut is followed by another. */
final class Nonsense implements Attack {
    private static final int CONNECTIONS = 50;
    private static final int REPEATED = 100;
    private static final int LONG = 100_000;

    private static final List<Buffer> SORTS = List.of(
            Buffer.buffer("@x NO_SUCH_REQUEST at all\n".repeat(REPEATED)),
            Buffer.buffer("@@@ ??? \u0001\u0002 LOGIN LOGIN\n".repeat(REPEATED)),
            Buffer.buffer("@x LOGIN a b c d e f g h=%zz\n".repeat(REPEATED)),
            Buffer.buffer("@").appendBytes(new byte[LONG]).appendString("\n"));

    private int opened;

    @Override
    public void begin(Ground ground) {
        ground.keepOpen(CONNECTIONS, () -> open(ground, SORTS.get(opened++ % SORTS.size())));
    }

    private static Future<NetSocket> open(Ground ground, Buffer nonsense) {
        return ground.tls(Ground.address(0)).onSuccess(socket -> {
            socket.handler(answer -> {});
            ground.pump(socket, nonsense, REPEATED);
        });
    }
}
