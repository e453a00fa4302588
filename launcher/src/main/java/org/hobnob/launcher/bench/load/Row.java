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
 */
public record Row(String workload, Optional<String> hash, int connections, Latencies measured) {}
