package org.hobnob.launcher.bench.hostile.attack;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import org.hobnob.net.SocketControl;

/** Connections to the ports beside the main one: the embedded store's, and that of health and metrics. */
final class OtherPorts implements Attack {
    private static final int LINES = 50;
    private static final String ASKING = "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n";

    private final int perSecond;
    private final int asking;
    private long opened;

    /**
     * @param perSecond so many connections a second are opened, which say nothing
     * @param asking so many connections are kept open, which ask for metrics and read nothing
     */
    OtherPorts(int perSecond, int asking) {
        this.perSecond = perSecond;
        this.asking = asking;
    }

    @Override
    public void begin(Ground ground) {
        if (perSecond > 0) {
            ground.atRate(perSecond, () -> open(ground));
        }
        if (asking > 0) {
            Buffer lines = Buffer.buffer(ASKING.repeat(LINES));
            ground.keepOpen(
                    asking,
                    () -> open(ground).onSuccess(socket -> {
                        SocketControl.pause(socket);
                        ground.pump(socket, lines, LINES);
                    }));
        }
    }

    private Future<NetSocket> open(Ground ground) {
        List<Integer> ports = ground.dialer().place().otherPorts();
        return ports.isEmpty()
                ? Future.failedFuture("this system does not tell at which ports a process listens")
                : ground.tcp(Ground.address(0), ports.get((int) (opened++ % ports.size())));
    }
}
