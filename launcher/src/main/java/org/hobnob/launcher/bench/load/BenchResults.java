package org.hobnob.launcher.bench.load;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a run measured.
 *
 * @param rows the workloads in the order in which they ran
 * @param idle the cost of idle peers
 * @param floorBytes what an open connection takes of the echo's memory, in bytes; empty if unknown
 * @param pin the identity that the registry presented
 */
public record BenchResults(List<Row> rows, IdleResult idle, OptionalLong floorBytes, String pin) {
    public BenchResults {
        rows = List.copyOf(rows);
    }

    /** The first row of a workload. */
    public Optional<Row> row(String workload) {
        return rows.stream().filter(row -> row.workload().equals(workload)).findFirst();
    }

    /** A row's rate divided by that of its floor; empty if either is unknown. */
    public OptionalDouble ofFloor(Row row) {
        return rows.stream()
                .filter(floor -> row.floor().filter(floor.workload()::equals).isPresent())
                .mapToDouble(floor -> floor.measured().ratePerS())
                .filter(rate -> rate > 0)
                .map(rate -> row.measured().ratePerS() / rate)
                .findFirst();
    }

    /** The number of errors in all workloads. */
    public long errors() {
        return rows.stream().mapToLong(row -> row.measured().errorCount()).sum();
    }

    /** Whether there are errors and the registry asked to slow down in all of them. */
    public boolean onlyToldToSlowDown() {
        return errors() > 0
                && rows.stream()
                        .flatMap(row -> row.measured().errorKinds().keySet().stream())
                        .allMatch("slow-down"::equals);
    }
}
