package org.hobnob.launcher.bench.talk;

import java.util.List;

/** The results of a talk run, in the order of measurement. */
public record TalkResults(List<TalkRow> rows) {
    public TalkResults {
        rows = List.copyOf(rows);
    }

    /** How many messages did not arrive, in all workloads. */
    public long errors() {
        return rows.stream().mapToLong(row -> row.measured().errorCount()).sum();
    }
}
