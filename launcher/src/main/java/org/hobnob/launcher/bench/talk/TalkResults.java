package org.hobnob.launcher.bench.talk;

import java.util.List;

/** What peers' talk cost, in the order it was measured. */
public record TalkResults(List<TalkRow> rows) {
    public TalkResults {
        rows = List.copyOf(rows);
    }

    /** What did not arrive, in all. */
    public long errors() {
        return rows.stream().mapToLong(row -> row.measured().errorCount()).sum();
    }
}
