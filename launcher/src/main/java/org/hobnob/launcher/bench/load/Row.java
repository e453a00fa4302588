package org.hobnob.launcher.bench.load;

import java.util.Optional;
import org.hobnob.launcher.bench.measure.Latencies;

/**
 * One workload's line in the report.
 *
 * @param workload what was done
 * @param hash what each password hash in it costs; empty where there is none
 * @param connections on how many connections at a time
 * @param measured what came of it
 */
public record Row(String workload, Optional<String> hash, int connections, Latencies measured) {}
