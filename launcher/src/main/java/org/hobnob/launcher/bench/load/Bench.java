package org.hobnob.launcher.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.hobnob.launcher.bench.measure.BenchRefusedException;
import org.hobnob.launcher.bench.measure.BenchRefusedException.Kind;
import org.hobnob.launcher.bench.measure.Latencies;
import org.hobnob.launcher.bench.measure.Progress;
import org.hobnob.launcher.bench.target.Target;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.PinMismatchException;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.PasswordHash;

/** Runs all workloads against one registry, one after the other, on one event loop. */
public final class Bench {
    private static final int WARM_UP_PEERS = 20;
    private static final long WARM_UP_SHARE = 5;
    private static final long SHORTEST_WARM_UP_MS = 200;

    private final BenchPlan plan;
    private final Optional<String> hashCost;
    private final Progress progress;
    private final Target target;
    private final Stage stage;
    private final Door door;
    private final KeepAlives keepAlives;
    private final Crowd crowd;
    private final Crowd warmUp;
    private final List<Row> rows = new ArrayList<>();

    /**
     * Must be created and run on an event loop of the load generator's own Vert.x.
     *
     * @param hashCost the cost of a password hash, as the report shows it
     * @param random makes the password and the names of the accounts, which must not exist yet
     */
    public Bench(
            Vertx vertx,
            Target target,
            BenchPlan plan,
            String hashCost,
            Progress progress,
            RandomGenerator random,
            LongSupplier nanoTime) {
        this.plan = plan;
        this.hashCost = Optional.of(hashCost);
        this.progress = progress;
        this.target = target;
        stage = new Stage(vertx, plan.connections(), target.process(), nanoTime);
        door = new Door(vertx, target, nanoTime);
        keepAlives = new KeepAlives(vertx, target.address().host(), plan.peers(), nanoTime);
        String run = "bench-" + HexFormat.of().toHexDigits(random.nextInt());
        PasswordHash password = PasswordHash.ofPassword(Long.toHexString(random.nextLong()));
        crowd = new Crowd(plan.peers(), run + "-", password, stage, door, keepAlives);
        int warmUpPeers = Math.min(WARM_UP_PEERS, plan.peers());
        warmUp = new Crowd(warmUpPeers, run + "-w", password, stage, door, keepAlives);
        progress.watch(vertx);
    }

    /**
     * Runs all workloads.
     *
     * @return the measurements, including the errors of workloads; fails with a {@link BenchRefusedException} if the
     *     registry cannot be reached or is not the one that was named
     */
    public Future<BenchResults> run() {
        return door.sayHello()
                .recover(cause -> Future.failedFuture(unreachable(cause)))
                .compose(hello -> keepAlives.start(hello.udpPort()))
                .compose(done -> connects())
                .compose(done -> registrations())
                .compose(done -> nativeLogins())
                .compose(done -> originalLogins())
                .compose(done -> idlePeers())
                .compose(idle -> requests().map(done -> results(idle)))
                .eventually(() -> crowd.leave().compose(done -> close()));
    }

    private BenchRefusedException unreachable(Throwable cause) {
        String where = target.address().shown();
        return PinMismatchException.findIn(cause)
                .map(mismatch -> new BenchRefusedException(
                        Kind.UNTRUSTED_KEY,
                        "the registry at " + where + " shows the key " + mismatch.seen() + ", not "
                                + mismatch.expected() + ": correct --pin, or find out who answers there",
                        cause))
                .orElseGet(() -> new BenchRefusedException(
                        Kind.NETWORK,
                        "no registry answers at " + where + " (" + cause.getMessage()
                                + "): start it, or correct --registry",
                        cause));
    }

    private BenchResults results(IdleResult idle) {
        return new BenchResults(rows, idle, door.observed().map(Pin::toString).orElse(""));
    }

    private Future<Void> connects() {
        Latencies measured = begin("connect, TLS, hello", Optional.empty(), plan.connections());
        return warmedUp(plan.connections(), worker -> connect(), measured);
    }

    private Future<?> connect() {
        return door.open(DialectName.NATIVE).onSuccess(ClientConnection::close);
    }

    private Future<Void> registrations() {
        Latencies measured = begin("register", hashCost, plan.connections());
        return warmUp.register(new Latencies()).compose(done -> crowd.register(measured));
    }

    private Future<Void> nativeLogins() {
        List<SimulatedPeer> natives = crowd.registered(DialectName.NATIVE);
        return logins("first login, native", DialectName.NATIVE, natives).compose(done -> {
            List<SimulatedPeer> known =
                    natives.stream().filter(SimulatedPeer::canResume).toList();
            return again("resume, native", known, SimulatedPeer::resume);
        });
    }

    private Future<Void> originalLogins() {
        List<SimulatedPeer> originals = crowd.registered(DialectName.ORIGINAL);
        List<SimulatedPeer> known = new ArrayList<>();
        return logins("first login, original", DialectName.ORIGINAL, originals, known)
                .compose(done -> again("login again, original", known, SimulatedPeer::login));
    }

    private Future<Void> logins(String workload, DialectName dialect, List<SimulatedPeer> who) {
        return logins(workload, dialect, who, new ArrayList<>());
    }

    private Future<Void> logins(
            String workload, DialectName dialect, List<SimulatedPeer> who, List<SimulatedPeer> succeeded) {
        Latencies measured = begin(workload, hashCost, who.size());
        return warmUp.comeAndGo(warmUp.registered(dialect), SimulatedPeer::login, new Latencies())
                .compose(done ->
                        crowd.comeAndGo(who, peer -> peer.login().onSuccess(in -> succeeded.add(peer)), measured));
    }

    private Future<Void> again(String workload, List<SimulatedPeer> who, Function<SimulatedPeer, Future<?>> enter) {
        Latencies measured = begin(workload, Optional.empty(), who.size());
        return crowd.comeAndGo(who, enter, new Latencies())
                .compose(done -> crowd.comeAndGo(who, enter, measured, plan.durationMs()));
    }

    private Future<IdleResult> idlePeers() {
        Latencies measured = begin("keep-alive, idle peers", Optional.empty(), plan.peers(), plan.peers());
        return new IdlePeers(stage, crowd, keepAlives).measure(plan.durationMs(), measured);
    }

    private Future<Void> requests() {
        List<SimulatedPeer> online = crowd.online();
        List<SimulatedPeer> askers = online.stream()
                .filter(peer -> peer.dialect() == DialectName.NATIVE)
                .limit(plan.connections())
                .toList();
        Requests requests = new Requests(askers, online);
        int listed = Math.max(0, Math.min(Requests.LISTED, online.size() - 1));
        Latencies searches = begin("search", Optional.empty(), requests.workers());
        return warmedUp(requests.workers(), requests::search, searches).compose(done -> {
            Latencies lists = begin("list " + listed + " peers", Optional.empty(), requests.workers());
            return warmedUp(requests.workers(), requests::list, lists);
        });
    }

    private Future<Void> warmedUp(
            int workers, java.util.function.IntFunction<Future<?>> operation, Latencies measured) {
        long warmUpMs = Math.max(SHORTEST_WARM_UP_MS, plan.durationMs() / WARM_UP_SHARE);
        return stage.forTime(warmUpMs, workers, operation, new Latencies())
                .compose(done -> stage.forTime(plan.durationMs(), workers, operation, measured));
    }

    private Latencies begin(String workload, Optional<String> hash, int candidates) {
        return begin(workload, hash, candidates, stage.workersFor(candidates));
    }

    /** If no peer can take part in the workload, its row says so and counts as an error. */
    private Latencies begin(String workload, Optional<String> hash, int candidates, int connections) {
        Latencies measured = new Latencies();
        progress.begin(workload, measured);
        rows.add(new Row(workload, hash, connections, measured));
        if (candidates == 0) {
            measured.error("no peer reached this workload");
        }
        return measured;
    }

    private Future<Void> close() {
        return keepAlives.close().compose(done -> door.close());
    }
}
