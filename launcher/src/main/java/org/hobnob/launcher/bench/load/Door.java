package org.hobnob.launcher.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.hobnob.launcher.bench.target.Target;
import org.hobnob.net.tls.ClientTls;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.PinnedTrust;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.wire.NativeRequests;

/** Opens connections to the registry under load, and abandons those on which it does not answer. */
final class Door {
    private static final long ANSWER_NS = 25_000_000_000L;
    private static final int PEERS_PER_SOURCE = 2_000;
    private static final long SWEEP_MS = 1_000;
    private static final String CLIENT = "hobnob-bench";
    private static final Buffer NATIVE_HELLO = Answers.question(new Request.Hello(NativeRequests.VERSION, CLIENT));
    private static final Buffer ORIGINAL_HELLO = Buffer.buffer("HELLO_P2P");

    private final Vertx vertx;
    private final Target target;
    private final LongSupplier nanoTime;
    private final PinnedTrust trust;
    private final List<NetClient> clients;
    private final Set<ClientConnection> open = new HashSet<>();
    private final long sweeper;
    private int next;

    /** @param peers the most connections that will be open at the same time */
    Door(Vertx vertx, Target target, int peers, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.target = target;
        this.nanoTime = nanoTime;
        trust = new PinnedTrust(target.pin(), Clock.systemUTC());
        clients = sources(target, peers).stream().map(this::client).toList();
        sweeper = vertx.setPeriodic(SWEEP_MS, tick -> sweep());
    }

    /**
     * The addresses to connect from; one empty name where the system chooses. An address has 28,000 ports on most systems,
     * and a port that was used rests for a minute. Some systems have no loopback address but one.
     */
    static List<String> sources(Target target, int peers) {
        if (!target.address().host().startsWith("127.") || peers <= PEERS_PER_SOURCE) {
            return List.of("");
        }
        List<String> sources = IntStream.rangeClosed(1, (peers + PEERS_PER_SOURCE - 1) / PEERS_PER_SOURCE + 1)
                .mapToObj(source -> "127.0.2." + source)
                .toList();
        return sources.stream().allMatch(Door::isHere) ? sources : List.of("");
    }

    private static boolean isHere(String address) {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private NetClient client(String source) {
        NetClientOptions options = ClientTls.pinned(trust, target.engine());
        return vertx.createNetClient(source.isEmpty() ? options : options.setLocalAddress(source));
    }

    /** Connects, completes the TLS handshake and says hello. */
    Future<ClientConnection> open(DialectName dialect) {
        return greeted(dialect).map(Greeted::connection);
    }

    /** Connects as a native peer once and closes again; completes with what the registry says about itself. */
    Future<Reply.HelloBack> sayHello() {
        return greeted(DialectName.NATIVE)
                .compose(greeted -> greeted.connection().close().map(done ->
                        (Reply.HelloBack) Answers.reply(Command.HELLO, greeted.greeting())));
    }

    private record Greeted(ClientConnection connection, String greeting) {}

    private Future<Greeted> greeted(DialectName dialect) {
        return connect(dialect)
                .compose(connection -> connection
                        .ask(dialect == DialectName.NATIVE ? NATIVE_HELLO : ORIGINAL_HELLO)
                        .map(greeting -> new Greeted(connection, greeting)));
    }

    private Future<ClientConnection> connect(DialectName dialect) {
        NetClient client = clients.get(next++ % clients.size());
        return client.connect(target.address().port(), target.address().host()).map(socket -> {
            ClientConnection connection = new ClientConnection(socket, dialect, nanoTime);
            open.add(connection);
            connection.closed().onComplete(done -> open.remove(connection));
            return connection;
        });
    }

    private void sweep() {
        long beforeNs = nanoTime.getAsLong() - ANSWER_NS;
        List.copyOf(open).forEach(connection -> connection.expire(beforeNs));
    }

    /** The identity that the registry presented; empty before the first connection. */
    Optional<Pin> observed() {
        return trust.observed();
    }

    Future<Void> close() {
        vertx.cancelTimer(sweeper);
        return Future.join(clients.stream().map(NetClient::close).toList()).mapEmpty();
    }
}
