package org.hobnob.launcher.bench.load;

import java.util.List;

/**
 * What a run measured.
 *
 * @param rows the workloads in the order in which they ran
 * @param idle the cost of idle peers
 * @param pin the identity that the registry presented
 */
public record BenchResults(List<Row> rows, IdleResult idle, String pin) {
    public BenchResults {
        rows = List.copyOf(rows);
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
