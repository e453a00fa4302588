package org.hobnob.launcher.bench.load;

import java.util.List;

/**
 * What a run measured.
 *
 * @param rows the workloads in the order they ran
 * @param idle what idle peers cost
 * @param pin the identity that the registry showed
 */
public record BenchResults(List<Row> rows, IdleResult idle, String pin) {
    public BenchResults {
        rows = List.copyOf(rows);
    }

    /** Errors of all workloads. */
    public long errors() {
        return rows.stream().mapToLong(row -> row.measured().errorCount()).sum();
    }

    /** Whether all errors there are say that the registry asked to slow down. */
    public boolean onlyToldToSlowDown() {
        return errors() > 0
                && rows.stream()
                        .flatMap(row -> row.measured().errorKinds().keySet().stream())
                        .allMatch("slow-down"::equals);
    }
}
