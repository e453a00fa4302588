/**
 * Load on a registry: simulated peers in both dialects over real TLS and UDP, closed loops, idle crowds. Knows the wire and
 * no rule of the registry. Start with {@link org.hobnob.launcher.bench.load.Bench}, which runs the stages of a plan.
 */
package org.hobnob.launcher.bench.load;
