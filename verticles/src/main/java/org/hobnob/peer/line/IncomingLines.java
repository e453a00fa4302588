package org.hobnob.peer.line;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.hobnob.peer.identity.PeerTls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door for other peers: on the interface chosen, and beside it on loopback, because the registry tells users of one
 * machine each other's loopback address. Bounds how many come in, in all and from one address, and how long one may stay
 * unknown or idle.
 */
public final class IncomingLines {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingLines.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final long SWEEP_MS = 1_000;

    /**
     * What is let in.
     *
     * @param lines connections in all
     * @param linesPerAddress connections from one address
     * @param provingMs how long a connection may name no user whose key it proved, in milliseconds
     * @param idleMs how long nothing may pass, in milliseconds
     */
    public record Bounds(int lines, int linesPerAddress, long provingMs, long idleMs) {
        public static final Bounds DEFAULT = new Bounds(512, 256, 10_000, 600_000);
    }

    private final Vertx vertx;
    private final PeerTls tls;
    private final Bounds bounds;
    private final PeerLine.Desk desk;
    private final Predicate<PeerLine> isNeeded;
    private final LongSupplier nowMs;
    private final Set<PeerLine> lines = new HashSet<>();
    private final List<NetServer> servers = new ArrayList<>();
    private long turnedAway;
    private long sweeper;

    /** @param isNeeded whether a line may be idle, as one of a running chat may */
    public IncomingLines(
            Vertx vertx,
            PeerTls tls,
            Bounds bounds,
            PeerLine.Desk desk,
            Predicate<PeerLine> isNeeded,
            LongSupplier nowMs) {
        this.vertx = vertx;
        this.tls = tls;
        this.bounds = bounds;
        this.desk = desk;
        this.isNeeded = isNeeded;
        this.nowMs = nowMs;
    }

    /** Listens at the address and port; 0 is a free one. */
    public Future<Void> listen(InetAddress address, int port) {
        sweeper = vertx.setPeriodic(SWEEP_MS, tick -> sweep());
        Future<Void> listening = listen(address.getHostAddress(), port);
        return address.isLoopbackAddress()
                ? listening
                : listening.compose(done -> listen(LOOPBACK, port()).recover(cause -> {
                    LOG.warn("users of this machine may not reach this one: {}", cause.toString());
                    return Future.succeededFuture();
                }));
    }

    private Future<Void> listen(String host, int port) {
        NetServerOptions options =
                tls.serverOptions().setHost(host).setPort(port).setTcpKeepAlive(true);
        NetServer server = vertx.createNetServer(options);
        server.connectHandler(this::accept);
        return server.listen().onSuccess(servers::add).mapEmpty();
    }

    /** The port listened at. */
    public int port() {
        return servers.get(0).actualPort();
    }

    private void accept(NetSocket socket) {
        String from = socket.remoteAddress().hostAddress();
        long fromThere =
                lines.stream().filter(line -> line.remoteIp().equals(from)).count();
        if (lines.size() >= bounds.lines() || fromThere >= bounds.linesPerAddress()) {
            turnedAway++;
            socket.close();
            return;
        }
        lines.add(new PeerLine(vertx, socket, PeerTls.provenKey(socket), desk, nowMs));
    }

    private void sweep() {
        List<PeerLine> over = lines.stream()
                .filter(line -> !line.isProven() && line.ageMs() > bounds.provingMs()
                        || line.idleMs() > bounds.idleMs() && !isNeeded.test(line))
                .toList();
        over.forEach(PeerLine::close);
    }

    /** The line is gone. */
    public void closed(PeerLine line) {
        lines.remove(line);
    }

    public void closeAll() {
        List.copyOf(lines).forEach(PeerLine::close);
    }

    public int size() {
        return lines.size();
    }

    /** How many connections there was no room for. */
    public long turnedAway() {
        return turnedAway + tls.turnedAway();
    }

    public Future<Void> stop() {
        vertx.cancelTimer(sweeper);
        return Future.join(servers.stream().map(NetServer::close).toList())
                .otherwiseEmpty()
                .mapEmpty();
    }
}
