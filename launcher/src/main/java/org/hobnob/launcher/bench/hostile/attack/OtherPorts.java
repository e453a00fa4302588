package org.hobnob.launcher.bench.hostile.attack;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import org.hobnob.net.SocketControl;

/** Connections to the ports beside the main one: the embedded store's, and that of health and metrics, or of the page. */
final class OtherPorts implements Attack {
    private static final int LINES = 50;
    static final String METRICS = "/metrics";
    static final String PAGE = "/";

    private final int perSecond;
    private final int asking;
    private final String path;
    private long opened;

    /**
     * @param perSecond so many connections a second are opened, which say nothing
     * @param asking so many connections are kept open, which ask and read nothing
     * @param path what they ask for
     */
    OtherPorts(int perSecond, int asking, String path) {
        this.perSecond = perSecond;
        this.asking = asking;
        this.path = path;
    }

    @Override
    public void begin(Ground ground) {
        if (perSecond > 0) {
            ground.atRate(perSecond, () -> open(ground));
        }
        if (asking > 0) {
            Buffer lines = Buffer.buffer(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").repeat(LINES));
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
