/**
 * Load on a registry: simulated peers in both dialects over real TLS and UDP, in closed loops, and idle crowds. Knows the
 * protocol but none of the registry's rules. Start with {@link org.hobnob.launcher.bench.load.Bench}, which runs the
 * workloads of a plan.
 */
package org.hobnob.launcher.bench.load;
