package org.hobnob.launcher.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
    /** Of each dialect. More of them would take long and tell no more. */
    private static final int MOST_LOGINS = 500;

    private final BenchPlan plan;
    private final Optional<String> hashCost;
    private final Vertx vertx;
    private final LongSupplier nanoTime;
    private final Target target;
    private final Aids aids;
    private final String run;
    private final Sheet sheet;
    private final Floors floors;
    private final Storms storms;
    private final Stage stage;
    private final Door door;
    private final KeepAlives keepAlives;
    private final Crowd crowd;
    private final Crowd warmUp;
    private OptionalLong floorBytes = OptionalLong.empty();

    /**
     * Must be created and run on an event loop of the load generator's own Vert.x.
     *
     * @param hashCost the cost of a password hash, as the report shows it
     * @param random makes the password and the names of the accounts, which must not exist yet
     */
    public Bench(
            Vertx vertx,
            Target target,
            Aids aids,
            BenchPlan plan,
            String hashCost,
            Progress progress,
            RandomGenerator random,
            LongSupplier nanoTime) {
        this.plan = plan;
        this.hashCost = Optional.of(hashCost);
        this.vertx = vertx;
        this.nanoTime = nanoTime;
        this.target = target;
        this.aids = aids;
        sheet = new Sheet(plan.durationMs(), progress);
        stage = new Stage(vertx, plan.connections(), target.process(), nanoTime);
        door = new Door(vertx, target, plan.peers(), nanoTime);
        floors = new Floors(vertx, aids, plan, sheet, nanoTime);
        storms = new Storms(vertx, sheet, stage, door, nanoTime);
        keepAlives = new KeepAlives(
                vertx, target.address().host(), plan.peers(), Door.sources(target, plan.peers()), nanoTime);
        run = "bench-" + HexFormat.of().toHexDigits(random.nextInt());
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
                .compose(idle ->
                        requests().all(run + "-").compose(done -> killed()).map(done -> results(idle)))
                .eventually(() -> crowd.leave().compose(done -> close()));
    }

    /**
     * Runs a few workloads and their yardsticks in turns, as often as asked for.
     *
     * @return the rows in the order in which they ran; fails as {@link #run} does
     */
    public Future<List<Row>> pairs(int rounds) {
        return door.sayHello()
                .recover(cause -> Future.failedFuture(unreachable(cause)))
                .compose(hello -> keepAlives.start(hello.udpPort()))
                .compose(done -> crowd.register(sheet.prepare("accounts are made")))
                .compose(done -> crowd.enter(sheet.prepare("peers log in")))
                .compose(done -> rounds(requests(), rounds))
                .map(done -> sheet.rows())
                .eventually(() -> crowd.leave().compose(done -> close()));
    }

    /** As {@link #run}, but only what shows how figures change with the number of peers. */
    public Future<BenchResults> growth() {
        return door.sayHello()
                .recover(cause -> Future.failedFuture(unreachable(cause)))
                .compose(hello -> keepAlives.start(hello.udpPort()))
                .compose(done -> connections())
                .compose(done -> floors.bytesPerConnection(plan.peers()))
                .onSuccess(bytes -> floorBytes = bytes)
                .compose(done -> crowd.register(sheet.prepare("accounts are made")))
                .compose(done -> idlePeers())
                .compose(idle -> requests().compared().map(done -> results(idle)))
                .eventually(() -> crowd.leave().compose(done -> close()));
    }

    private Future<Void> rounds(RequestWorkloads requests, int left) {
        return left == 0
                ? Future.succeededFuture()
                : requests.compared().compose(done -> connections()).compose(done -> rounds(requests, left - 1));
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
        return new BenchResults(
                sheet.rows(),
                idle,
                floorBytes,
                door.observed().map(Pin::toString).orElse(""));
    }

    private Future<Void> connects() {
        return connections()
                .compose(done -> storms.connect(plan.peers()))
                .compose(done -> floors.bytesPerConnection(plan.peers()))
                .map(bytes -> {
                    floorBytes = bytes;
                    return null;
                });
    }

    private Future<Void> connections() {
        Latencies measured = sheet.begin("connect, TLS, hello", plan.connections(), Floors.CONNECT);
        return sheet.warmedUp(
                        stage,
                        plan.connections(),
                        worker -> door.open(DialectName.NATIVE).onSuccess(ClientConnection::close),
                        measured)
                .compose(done -> floors.connects());
    }

    private Future<Void> registrations() {
        return floors.hashes().compose(done -> {
            Latencies measured = begin("register", hashCost, plan.connections(), Floors.HASH);
            return warmUp.register(new Latencies()).compose(warm -> crowd.register(measured));
        });
    }

    private Future<Void> nativeLogins() {
        List<SimulatedPeer> natives = some(crowd.registered(DialectName.NATIVE));
        return logins("first login, native", DialectName.NATIVE, natives, new ArrayList<>())
                .compose(done -> {
                    List<SimulatedPeer> known =
                            natives.stream().filter(SimulatedPeer::canResume).toList();
                    return again("resume, native", known, SimulatedPeer::resume)
                            .compose(resumed -> storms.resume(known));
                });
    }

    private Future<Void> originalLogins() {
        List<SimulatedPeer> originals = some(crowd.registered(DialectName.ORIGINAL));
        List<SimulatedPeer> known = new ArrayList<>();
        return logins("first login, original", DialectName.ORIGINAL, originals, known)
                .compose(done -> again("login again, original", known, SimulatedPeer::login));
    }

    private static List<SimulatedPeer> some(List<SimulatedPeer> all) {
        return all.stream().limit(MOST_LOGINS).toList();
    }

    private Future<Void> logins(
            String workload, DialectName dialect, List<SimulatedPeer> who, List<SimulatedPeer> succeeded) {
        Latencies measured = begin(workload, hashCost, who.size(), Floors.HASH);
        return warmUp.comeAndGo(warmUp.registered(dialect), SimulatedPeer::login, new Latencies())
                .compose(done ->
                        crowd.comeAndGo(who, peer -> peer.login().onSuccess(in -> succeeded.add(peer)), measured));
    }

    private Future<Void> again(String workload, List<SimulatedPeer> who, Function<SimulatedPeer, Future<?>> enter) {
        Latencies measured = begin(workload, Optional.empty(), who.size(), Floors.CONNECT);
        return crowd.comeAndGo(who, enter, new Latencies())
                .compose(done -> crowd.comeAndGo(who, enter, measured, plan.durationMs()));
    }

    private Latencies begin(String workload, Optional<String> hash, int candidates, String floor) {
        return sheet.begin(workload, hash, stage.workersFor(candidates), Optional.of(floor));
    }

    private Future<IdleResult> idlePeers() {
        Latencies measured = sheet.begin("keep-alive, idle peers", plan.peers());
        return new IdlePeers(stage, crowd, keepAlives).measure(plan.durationMs(), measured);
    }

    private RequestWorkloads requests() {
        return new RequestWorkloads(vertx, plan, stage, sheet, floors, crowd.online(), nanoTime);
    }

    private Future<Void> killed() {
        List<SimulatedPeer> known =
                crowd.online().stream().filter(SimulatedPeer::canResume).toList();
        return known.isEmpty()
                ? Future.succeededFuture()
                : aids.killAndStart().map(kill -> storms.killed(known, kill)).orElseGet(Future::succeededFuture);
    }

    private Future<Void> close() {
        return keepAlives.close().compose(done -> floors.close()).compose(done -> door.close());
    }
}
