package org.hobnob.launcher.bench.load;

import java.util.Optional;
import org.hobnob.launcher.bench.measure.Latencies;

/**
 * One row of the report.
 *
 * @param workload what was done
 * @param hash the cost of each password hash in it; empty if it needs none
 * @param connections how many connections were used at the same time
 * @param measured the result
 * @param floor the workload of the row that is the yardstick of this one; empty if there is none
 */
public record Row(String workload, Optional<String> hash, int connections, Latencies measured, Optional<String> floor) {
    /** How the workload of a yardstick begins. */
    public static final String FLOOR = "floor: ";

    /** Whether the row is a yardstick, which says nothing about the registry. */
    public boolean isFloor() {
        return workload.startsWith(FLOOR);
    }
}
