/**
 * What all benchmarks share: latencies, CPU time and memory of a process, and progress on the screen. Uses only the JDK and
 * HdrHistogram. Start with {@link org.hobnob.launcher.bench.measure.Latencies}.
 */
package org.hobnob.launcher.bench.measure;
