/**
 * What every measurement shares: latencies, processor time and memory of a process, progress on the screen. Uses the JDK
 * and HdrHistogram alone. Start with {@link org.hobnob.launcher.bench.measure.Latencies}.
 */
package org.hobnob.launcher.bench.measure;
