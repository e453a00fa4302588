package org.hobnob.launcher.bench.load;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.hobnob.launcher.bench.measure.Latencies;
import org.hobnob.launcher.bench.measure.Progress;

/** The rows of a run in the order in which their workloads begin. For use on one event loop. */
final class Sheet {
    private static final long WARM_UP_SHARE = 5;
    private static final long SHORTEST_WARM_UP_MS = 200;

    private final long durationMs;
    private final Progress progress;
    private final List<Row> rows = new ArrayList<>();

    /** @param durationMs how long a workload without a natural end runs */
    Sheet(long durationMs, Progress progress) {
        this.durationMs = durationMs;
        this.progress = progress;
    }

    long durationMs() {
        return durationMs;
    }

    Latencies begin(String workload, int connections) {
        return begin(workload, Optional.empty(), connections, Optional.empty());
    }

    Latencies begin(String workload, int connections, String floor) {
        return begin(workload, Optional.empty(), connections, Optional.of(floor));
    }

    /** Begins a row. If no peer can take part in the workload, the row says so and counts as an error. */
    Latencies begin(String workload, Optional<String> hash, int connections, Optional<String> floor) {
        Latencies measured = new Latencies();
        progress.begin(workload, measured);
        rows.add(new Row(workload, hash, connections, measured, floor));
        if (connections == 0) {
            measured.error("no peer reached this workload");
        }
        return measured;
    }

    /** Begins work that has no row, and whose progress is told all the same. */
    Latencies prepare(String work) {
        Latencies unmeasured = new Latencies();
        progress.begin(work, unmeasured);
        return unmeasured;
    }

    /** Repeats an operation for the duration of a workload, after a shorter time that does not count. */
    Future<Void> warmedUp(Stage stage, int workers, IntFunction<Future<?>> operation, Latencies measured) {
        long warmUpMs = Math.max(SHORTEST_WARM_UP_MS, durationMs / WARM_UP_SHARE);
        return stage.forTime(warmUpMs, workers, operation, new Latencies())
                .compose(done -> stage.forTime(durationMs, workers, operation, measured));
    }

    List<Row> rows() {
        return List.copyOf(rows);
    }
}
