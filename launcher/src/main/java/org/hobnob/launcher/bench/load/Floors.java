package org.hobnob.launcher.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.hobnob.launcher.bench.measure.Latencies;
import org.hobnob.launcher.bench.target.EchoMain;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.registry.RegistrySettings.Hashing;
import org.hobnob.registry.rules.credentials.PasswordHasher;

/**
 * The yardsticks of a run, each measured next to the workload that is compared with it: connections, answers and pages of an
 * echo on the same TLS, and password hashes by the registry's library alone, in this process.
 */
final class Floors {
    static final String CONNECT = Row.FLOOR + "connect, TLS, echo";
    static final String ECHO = Row.FLOOR + "echo";
    static final String PAGE = Row.FLOOR + "echo of these pages";
    static final String HASH = Row.FLOOR + "hashes, the library alone";

    private static final int MOST_HELD = 2_000;
    private static final String ASK = "@" + ClientConnection.TAG + " PING";

    private final Vertx vertx;
    private final Sheet sheet;
    private final Optional<Hashing> hashing;
    private final Optional<Stage> stage;
    private final Optional<Door> door;
    private final int connections;

    Floors(Vertx vertx, Aids aids, BenchPlan plan, Sheet sheet, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.sheet = sheet;
        hashing = aids.hashing();
        connections = plan.connections();
        stage = aids.echo().map(echo -> new Stage(vertx, plan.connections(), echo.process(), nanoTime));
        door = aids.echo().map(echo -> new Door(vertx, echo, plan.peers(), nanoTime));
    }

    Future<Void> connects() {
        if (door.isEmpty()) {
            return Future.succeededFuture();
        }
        Latencies measured = sheet.begin(CONNECT, connections);
        return sheet.warmedUp(
                stage.get(),
                connections,
                worker -> door.get().open(DialectName.NATIVE).onSuccess(ClientConnection::close),
                measured);
    }

    Future<Void> echo(int workers) {
        Buffer question = Buffer.buffer(ASK + "\n");
        return asked(ECHO, workers, connection -> connection.ask(question));
    }

    /** @param pages how many bytes the answers to one operation have */
    Future<Void> pages(int workers, List<Integer> pages) {
        List<Buffer> questions = pages.stream()
                .map(bytes -> Buffer.buffer(ASK + EchoMain.SIZED + bytes + "\n"))
                .toList();
        return asked(PAGE, workers, connection -> inTurn(connection, questions, 0));
    }

    private static Future<?> inTurn(ClientConnection connection, List<Buffer> questions, int index) {
        return index == questions.size()
                ? Future.succeededFuture()
                : connection.ask(questions.get(index)).compose(done -> inTurn(connection, questions, index + 1));
    }

    private interface Asking {
        Future<?> by(ClientConnection connection);
    }

    private Future<Void> asked(String workload, int workers, Asking asking) {
        if (door.isEmpty() || workers == 0) {
            return Future.succeededFuture();
        }
        Latencies measured = sheet.begin(workload, workers);
        List<ClientConnection> open = new ArrayList<>();
        return open(workers, open)
                .compose(done ->
                        sheet.warmedUp(stage.get(), open.size(), worker -> asking.by(open.get(worker)), measured))
                .eventually(() -> close(open));
    }

    private Future<Void> open(int count, List<ClientConnection> into) {
        List<Integer> wanted = IntStream.range(0, count).boxed().toList();
        return stage.get()
                .forEach(wanted, one -> door.get().open(DialectName.NATIVE).onSuccess(into::add), new Latencies());
    }

    private Future<Void> close(List<ClientConnection> open) {
        return stage.get().forEach(open, ClientConnection::close, new Latencies());
    }

    /** Computes as many hashes at a time as the registry may. */
    Future<Void> hashes() {
        if (hashing.isEmpty()) {
            return Future.succeededFuture();
        }
        int threads = hashing.get().threads();
        Latencies measured = sheet.begin(HASH, threads);
        SecureRandom random = new SecureRandom();
        PasswordHasher hasher = new PasswordHasher(
                random(random, PasswordHasher.PEPPER_BYTES), hashing.get().cost(), random);
        byte[] secret = random(random, PasswordHasher.SECRET_BYTES);
        Stage alone = new Stage(vertx, threads, Optional.of(ProcessHandle.current()), System::nanoTime);
        IntFunction<Future<?>> hash = worker -> vertx.executeBlocking(() -> hasher.hash(secret), false);
        return sheet.warmedUp(alone, threads, hash, measured);
    }

    private static byte[] random(SecureRandom random, int bytes) {
        byte[] made = new byte[bytes];
        random.nextBytes(made);
        return made;
    }

    /** How much memory of the echo's process an open connection takes, in bytes; empty if unknown. */
    Future<OptionalLong> bytesPerConnection(int peers) {
        if (door.isEmpty()) {
            return Future.succeededFuture(OptionalLong.empty());
        }
        int held = Math.min(peers, MOST_HELD);
        List<ClientConnection> open = new ArrayList<>();
        OptionalLong before = stage.get().residentBytes();
        return open(held, open)
                .map(done -> {
                    OptionalLong with = stage.get().residentBytes();
                    return before.isPresent() && with.isPresent() && !open.isEmpty()
                            ? OptionalLong.of((with.getAsLong() - before.getAsLong()) / open.size())
                            : OptionalLong.empty();
                })
                .eventually(() -> close(open));
    }

    Future<Void> close() {
        return door.map(Door::close).orElseGet(Future::succeededFuture);
    }
}
