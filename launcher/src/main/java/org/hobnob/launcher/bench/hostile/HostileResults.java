package org.hobnob.launcher.bench.hostile;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a run found out.
 *
 * @param floor what the honest user meets at a server that does nothing but answer; empty if it was not asked for
 * @param rows one for each attack that could be measured
 * @param unmeasured why the others could not be, by kind
 * @param cores how the processes were pinned, in words
 */
public record HostileResults(
        Optional<Phase> floor, List<HostileRow> rows, Map<String, String> unmeasured, String cores) {
    /** How many attacks the registry did not hold against, or could not be measured. */
    public long misses() {
        return unmeasured.size()
                + rows.stream().filter(row -> !Verdict.of(row).holds()).count();
    }
}
