package org.hobnob.launcher.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.LongSupplier;
import org.hobnob.launcher.bench.measure.Latencies;
import org.hobnob.protocol.message.value.DialectName;

/** What peers that are online ask for, each workload next to its yardstick. */
final class RequestWorkloads {
    private final Vertx vertx;
    private final BenchPlan plan;
    private final Stage stage;
    private final Sheet sheet;
    private final Floors floors;
    private final List<SimulatedPeer> online;
    private final LongSupplier nanoTime;
    private final Requests natives;
    private final Requests originals;

    /** @param online peers of both dialects */
    RequestWorkloads(
            Vertx vertx,
            BenchPlan plan,
            Stage stage,
            Sheet sheet,
            Floors floors,
            List<SimulatedPeer> online,
            LongSupplier nanoTime) {
        this.vertx = vertx;
        this.plan = plan;
        this.stage = stage;
        this.sheet = sheet;
        this.floors = floors;
        this.online = online;
        this.nanoTime = nanoTime;
        natives = new Requests(askers(DialectName.NATIVE), online);
        originals = new Requests(askers(DialectName.ORIGINAL), online);
    }

    private List<SimulatedPeer> askers(DialectName dialect) {
        return online.stream()
                .filter(peer -> peer.dialect() == dialect)
                .limit(plan.connections())
                .toList();
    }

    /** @param roomPrefix the beginning of the names of rooms, which must be new */
    Future<Void> all(String roomPrefix) {
        Latencies searches = searches();
        return floors.echo(natives.workers())
                .compose(done -> sheet.warmedUp(stage, natives.workers(), natives::search, searches))
                .compose(done -> original())
                .compose(done -> openLoop(searches.ratePerS() / 2))
                .compose(done -> lists())
                .compose(done -> rooms(roomPrefix));
    }

    /** Those that a guard compares with their yardsticks. */
    Future<Void> compared() {
        return floors.echo(natives.workers())
                .compose(done -> sheet.warmedUp(stage, natives.workers(), natives::search, searches()))
                .compose(done -> original())
                .compose(done -> lists());
    }

    private Latencies searches() {
        return sheet.begin("search", natives.workers(), Floors.ECHO);
    }

    private Future<Void> original() {
        Latencies measured = sheet.begin("search, original", originals.workers(), Floors.ECHO);
        return sheet.warmedUp(stage, originals.workers(), originals::searchAsOriginal, measured);
    }

    /** Users who come on their own do not wait for each other, as a closed loop does. */
    private Future<Void> openLoop(double ratePerS) {
        int workers = natives.workers();
        Latencies measured = sheet.begin("search, open loop at half that rate", workers);
        return workers == 0
                ? Future.succeededFuture()
                : stage.watch(
                        () -> OpenRequests.run(
                                vertx, ratePerS, plan.durationMs(), workers, natives::search, measured, nanoTime),
                        measured);
    }

    private Future<Void> lists() {
        int listed = Math.max(0, Math.min(Requests.LISTED, online.size() - 1));
        Latencies measured = sheet.begin("list " + listed + " peers", natives.workers(), Floors.PAGE);
        return sheet.warmedUp(stage, natives.workers(), natives::list, measured)
                .compose(done -> floors.pages(natives.workers(), natives.pageBytes()));
    }

    private Future<Void> rooms(String prefix) {
        RoomChurn churn = new RoomChurn(stage, askers(DialectName.NATIVE), prefix);
        if (churn.workers() == 0) {
            return Future.succeededFuture();
        }
        Latencies measured = sheet.begin("join a room, leave it", churn.workers(), Floors.ECHO);
        return churn.open().compose(done -> sheet.warmedUp(stage, churn.workers(), churn::turn, measured));
    }
}
