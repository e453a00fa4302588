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
 * Accepts connections from other peers, on the chosen interface and also on loopback, because the registry tells
 * users of the same machine each other's loopback address. Limits the number of connections, in total and per
 * address, and closes those that stay unproven or idle for too long.
 */
public final class IncomingLines {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingLines.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final long SWEEP_MS = 1_000;

    /**
     * The limits on incoming connections.
     *
     * @param lines the most connections in total
     * @param linesPerAddress the most connections from one IP address
     * @param provingMs how long a connection may stay open before it names a user and proves that user's key, in
     *     milliseconds
     * @param idleMs how long a connection may stay silent, in milliseconds
     */
    public record Bounds(int lines, int linesPerAddress, long provingMs, long idleMs) {
        public static final Bounds DEFAULT = new Bounds(512, 256, 10_000, 600_000);
    }

    private final Vertx vertx;
    private final PeerTls tls;
    private final Bounds bounds;
    private final PeerLine.Owner owner;
    private final Predicate<PeerLine> isNeeded;
    private final LongSupplier nowMs;
    private final Set<PeerLine> lines = new HashSet<>();
    private final List<NetServer> servers = new ArrayList<>();
    private long turnedAway;
    private long sweeper;

    /** @param isNeeded whether a connection may stay open although it is idle, because a running chat depends on it */
    public IncomingLines(
            Vertx vertx,
            PeerTls tls,
            Bounds bounds,
            PeerLine.Owner owner,
            Predicate<PeerLine> isNeeded,
            LongSupplier nowMs) {
        this.vertx = vertx;
        this.tls = tls;
        this.bounds = bounds;
        this.owner = owner;
        this.isNeeded = isNeeded;
        this.nowMs = nowMs;
    }

    /** Starts listening at the address and port; port 0 picks a free one. Fails if the port cannot be bound. */
    public Future<Void> listen(InetAddress address, int port) {
        sweeper = vertx.setPeriodic(SWEEP_MS, tick -> sweep());
        Future<Void> listening = listen(address.getHostAddress(), port);
        return address.isLoopbackAddress()
                ? listening
                : listening.compose(done -> listen(LOOPBACK, port()).recover(cause -> {
                    LOG.warn(
                            "cannot listen on loopback, so users of this machine may not reach this peer: {}",
                            cause.toString());
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

    /** Returns the TCP port that this peer listens on. */
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
        lines.add(new PeerLine(vertx, socket, PeerTls.provenKey(socket), owner, nowMs));
    }

    private void sweep() {
        List<PeerLine> over = lines.stream()
                .filter(line -> !line.isProven() && line.ageMs() > bounds.provingMs()
                        || line.idleMs() > bounds.idleMs() && !isNeeded.test(line))
                .toList();
        over.forEach(PeerLine::close);
    }

    /** Called when a connection has closed. */
    public void closed(PeerLine line) {
        lines.remove(line);
    }

    public void closeAll() {
        List.copyOf(lines).forEach(PeerLine::close);
    }

    public int size() {
        return lines.size();
    }

    /** Returns how many connections were rejected because a limit was reached. */
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
