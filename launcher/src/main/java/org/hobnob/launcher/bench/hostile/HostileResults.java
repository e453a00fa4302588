package org.hobnob.launcher.bench.hostile;

import java.util.List;
import java.util.Optional;

/**
 * All that a run found out.
 *
 * @param floor what the honest user meets at a server that does nothing but answer; empty if it was not asked for
 * @param rows one for each attack
 * @param cores how the processes were pinned, in words
 */
public record HostileResults(Optional<Phase> floor, List<HostileRow> rows, String cores) {
    /** How many attacks the registry did not hold against. */
    public long misses() {
        return rows.stream().filter(row -> !Verdict.of(row).holds()).count();
    }
}
