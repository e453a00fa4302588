package org.hobnob.peer.file;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.hobnob.limits.Rate;
import org.hobnob.net.gate.ConnectionGate;
import org.hobnob.net.gate.ConnectionLimits;
import org.hobnob.peer.identity.PeerTls;
import org.hobnob.protocol.message.peer.FetchFile;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.wire.Limits;
import org.hobnob.protocol.wire.NativeFetch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts the connections over which other peers fetch files, on the chosen interface and on loopback (SPEC 16.2). Limits
 * their number, and closes those that do not ask in time.
 */
final class FileDoor {
    private static final Logger LOG = LoggerFactory.getLogger(FileDoor.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final long ASKING_MS = 10_000;
    private static final long SWEEP_MS = 1_000;
    private static final int WRITE_QUEUE_BYTES = 1 << 20;
    private static final ConnectionLimits LIMITS = new ConnectionLimits(128, 64, new Rate(128, 20), new Rate(64, 100));

    /** Handles what is asked for. */
    interface Owner {
        /**
         * Called with a question, and with the key that the other side proved. The connection is paused, and is the
         * owner's from now on.
         */
        void asked(FetchFile fetch, Optional<PublicKey> key, NetSocket socket);
    }

    private final Vertx vertx;
    private final PeerTls tls;
    private final Owner owner;
    private final ConnectionGate gate;
    private final List<NetServer> servers = new ArrayList<>();
    private final Map<NetSocket, Asking> asking = new HashMap<>();
    private final LongSupplier nowMs;
    private long sweeper;

    private record Asking(Buffer read, long sinceMs) {}

    FileDoor(Vertx vertx, PeerTls tls, Owner owner, LongSupplier nowMs) {
        this.vertx = vertx;
        this.tls = tls;
        this.owner = owner;
        this.nowMs = nowMs;
        gate = new ConnectionGate(
                LIMITS,
                false,
                () -> TimeUnit.MILLISECONDS.toNanos(nowMs.getAsLong()),
                (why, refused) -> LOG.warn(
                        "turned away {} connections for files, the latest from {}: {}",
                        refused.count(),
                        refused.latest(),
                        why));
    }

    /** Starts listening at a free port of the address. */
    Future<Void> listen(InetAddress address) {
        sweeper = vertx.setPeriodic(SWEEP_MS, tick -> sweep());
        Future<Void> listening = listen(address.getHostAddress(), 0);
        return address.isLoopbackAddress()
                ? listening
                : listening.compose(done -> listen(LOOPBACK, port()).recover(cause -> {
                    LOG.warn(
                            "cannot listen on loopback, so users of this machine may not fetch files: {}",
                            cause.toString());
                    return Future.succeededFuture();
                }));
    }

    private Future<Void> listen(String host, int port) {
        NetServer server = vertx.createNetServer(
                tls.serverOptions(gate).setHost(host).setPort(port).setTcpKeepAlive(true));
        server.connectHandler(this::accept);
        return server.listen().onSuccess(servers::add).mapEmpty();
    }

    int port() {
        return servers.get(0).actualPort();
    }

    private void accept(NetSocket socket) {
        socket.setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
        asking.put(socket, new Asking(Buffer.buffer(), nowMs.getAsLong()));
        socket.exceptionHandler(cause -> socket.close());
        socket.closeHandler(gone -> asking.remove(socket));
        socket.handler(chunk -> read(socket, chunk));
    }

    private void read(NetSocket socket, Buffer chunk) {
        Asking one = asking.get(socket);
        if (one == null) {
            return;
        }
        Buffer all = one.read().appendBuffer(chunk);
        boolean isLine = all.length() > 0 && all.getByte(all.length() - 1) == '\n';
        if (!isLine && all.length() <= Limits.LINE_BYTES) {
            return;
        }
        asking.remove(socket);
        Optional<FetchFile> fetch = isLine
                ? NativeFetch.parse(all.getString(0, all.length() - 1, StandardCharsets.UTF_8.name()))
                : Optional.empty();
        fetch.ifPresentOrElse(
                asked -> {
                    socket.pause();
                    owner.asked(asked, PeerTls.provenKey(socket), socket);
                },
                socket::close);
    }

    private void sweep() {
        List<NetSocket> late = asking.entrySet().stream()
                .filter(entry -> nowMs.getAsLong() - entry.getValue().sinceMs() > ASKING_MS)
                .map(Map.Entry::getKey)
                .toList();
        late.forEach(NetSocket::close);
        gate.tellIfDue();
    }

    Future<Void> stop() {
        vertx.cancelTimer(sweeper);
        return Future.join(servers.stream().map(NetServer::close).toList())
                .otherwiseEmpty()
                .mapEmpty();
    }
}
