package org.hobnob.peer.line;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.hobnob.limits.Rate;
import org.hobnob.net.gate.ConnectionGate;
import org.hobnob.net.gate.ConnectionLimits;
import org.hobnob.peer.identity.PeerTls;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections from other peers, on the chosen interface and also on loopback, because the registry tells
 * users of the same machine each other's loopback address. Limits the number of connections, in total, per address and
 * per key, and closes those that stay unproven or idle for too long.
 */
public final class IncomingLines {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingLines.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final long SWEEP_MS = 1_000;

    /**
     * The limits on incoming connections.
     *
     * @param connections how many connections there may be, and how many new ones; counted from before TLS on
     * @param linesPerKey the most connections of one key; a further one replaces the oldest
     * @param provingMs how long a connection may stay open before it names a user and proves that user's key, in
     *     milliseconds
     * @param idleMs how long a connection may stay silent, in milliseconds
     */
    public record Bounds(ConnectionLimits connections, int linesPerKey, long provingMs, long idleMs) {
        private static final Rate FRESH = new Rate(256, 10);
        private static final long FRESH_OF_ADDRESS_MS = 100;

        /** Enough for a class whose peers are all behind one address. */
        public static final Bounds DEFAULT = of(512, 128);

        /**
         * The default limits, but for these.
         *
         * @param most how many connections there may be, at least 1
         * @param ofAddress how many of one address, and new ones of it at once, at least 1
         */
        public static Bounds of(int most, int ofAddress) {
            Rate freshOfAddress = new Rate(ofAddress, FRESH_OF_ADDRESS_MS);
            return new Bounds(new ConnectionLimits(most, ofAddress, FRESH, freshOfAddress), 8, 10_000, 600_000);
        }
    }

    private final Vertx vertx;
    private final PeerTls tls;
    private final Bounds bounds;
    private final PeerLine.Owner owner;
    private final Predicate<PeerLine> isNeeded;
    private final LongSupplier nowMs;
    private final ConnectionGate gate;
    /** The oldest first. */
    private final Set<PeerLine> lines = new LinkedHashSet<>();
    /** The users of those lines whose user is known. */
    private final Map<PeerLine, UserName> proven = new HashMap<>();

    private final List<NetServer> servers = new ArrayList<>();
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
        gate = new ConnectionGate(
                bounds.connections(),
                false,
                () -> TimeUnit.MILLISECONDS.toNanos(nowMs.getAsLong()),
                (why, refused) -> LOG.warn(
                        "turned away {} connections of other programs, the latest from {}: {}",
                        refused.count(),
                        refused.latest(),
                        words(why)));
    }

    private static String words(ConnectionGate.Refusal why) {
        return switch (why) {
            case ALL -> "there were too many";
            case ADDRESS -> "there were too many of that address";
            case NEW -> "too many came at once";
            case NEW_OF_ADDRESS -> "too many came at once from that address";
            case DESCRIPTORS -> "this process has too many open files";
        };
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
                tls.serverOptions(gate).setHost(host).setPort(port).setTcpKeepAlive(true);
        NetServer server = vertx.createNetServer(options);
        server.connectHandler(this::accept);
        return server.listen().onSuccess(servers::add).mapEmpty();
    }

    /** Returns the TCP port that this peer listens on. */
    public int port() {
        return servers.get(0).actualPort();
    }

    private void accept(NetSocket socket) {
        Optional<PublicKey> key = PeerTls.provenKey(socket);
        List<PeerLine> sameKey =
                lines.stream().filter(line -> line.provenKey().equals(key)).toList();
        if (sameKey.size() >= bounds.linesPerKey()) {
            // It is the most likely to be dead: its other end may have gone without a word.
            sameKey.get(0).close();
        }
        lines.add(new PeerLine(vertx, socket, key, owner, nowMs));
    }

    /** Called when a connection has been proven to be a user's: new ones from its address then go before others. */
    public void proven(PeerLine line, UserName user) {
        if (lines.contains(line) && proven.putIfAbsent(line, user) == null) {
            gate.loggedIn(line.remoteIp());
        }
    }

    private void sweep() {
        List<PeerLine> over = lines.stream()
                .filter(line -> !line.isProven() && line.ageMs() > bounds.provingMs()
                        || line.idleMs() > bounds.idleMs() && !isNeeded.test(line))
                .toList();
        over.forEach(PeerLine::close);
        gate.tellIfDue();
    }

    /** Called when a connection has closed. */
    public void closed(PeerLine line) {
        lines.remove(line);
        if (proven.remove(line) != null) {
            gate.loggedOut(line.remoteIp());
        }
    }

    /** Closes the connections of a user. */
    public void close(UserName user) {
        List.copyOf(proven.entrySet()).stream()
                .filter(entry -> entry.getValue().equals(user))
                .forEach(entry -> entry.getKey().close());
    }

    public void closeAll() {
        List.copyOf(lines).forEach(PeerLine::close);
    }

    /** Returns whether a connection that was proven to be the user's is open. */
    public boolean has(UserName user) {
        return proven.containsValue(user);
    }

    public int size() {
        return lines.size();
    }

    /** Returns how many connections were rejected because a limit was reached. */
    public long turnedAway() {
        return gate.turnedAway();
    }

    public Future<Void> stop() {
        vertx.cancelTimer(sweeper);
        return Future.join(servers.stream().map(NetServer::close).toList())
                .otherwiseEmpty()
                .mapEmpty();
    }
}
