package org.hobnob.launcher.bench.measure;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What one workload measured: latencies, errors by kind, and the time it took. Fed from one thread. */
public final class Latencies {
    private static final long LOWEST_NS = 1_000;
    private static final long HIGHEST_NS = 600_000_000_000L;
    private static final int DIGITS = 3;
    private static final int MAX_KINDS = 16;
    private static final String OTHER_KINDS = "other";
    private static final double NS_PER_US = 1e3;
    private static final double NS_PER_MS = 1e6;
    private static final double NS_PER_S = 1e9;

    private final Histogram histogram = new Histogram(LOWEST_NS, HIGHEST_NS, DIGITS);
    private final Map<String, Long> errors = new TreeMap<>();
    private long elapsedNs;
    private long registryCpuNs;
    private long generatorCpuNs;

    /** One success. */
    public void success(long latencyNs) {
        histogram.recordValue(Math.min(Math.max(latencyNs, 0), HIGHEST_NS));
    }

    /** One failure; its latency counts nowhere. */
    public void error(String kind) {
        errors(kind, 1);
    }

    public void errors(String kind, long count) {
        boolean full = errors.size() >= MAX_KINDS && !errors.containsKey(kind);
        if (count > 0) {
            errors.merge(full ? OTHER_KINDS : kind, count, Long::sum);
        }
    }

    /** Adds time in which this was measured, and what the two processes used of the CPU meanwhile. */
    public void ran(long wallNs, long registryNs, long generatorNs) {
        elapsedNs += wallNs;
        registryCpuNs += registryNs;
        generatorCpuNs += generatorNs;
    }

    /** Successes. */
    public long count() {
        return histogram.getTotalCount();
    }

    public long errorCount() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    public Map<String, Long> errorKinds() {
        return Map.copyOf(errors);
    }

    public double seconds() {
        return elapsedNs / NS_PER_S;
    }

    /** Successes a second; 0 where no time passed. */
    public double ratePerS() {
        return elapsedNs == 0 ? 0 : count() * NS_PER_S / elapsedNs;
    }

    /** The latency that so many percent did not exceed, in milliseconds, to three digits; 0 where nothing succeeded. */
    public double percentileMs(double percent) {
        return count() == 0 ? 0 : histogram.getValueAtPercentile(percent) / NS_PER_MS;
    }

    public double maxMs() {
        return count() == 0 ? 0 : histogram.getMaxValue() / NS_PER_MS;
    }

    /** Cores that the registry kept busy. */
    public double registryCores() {
        return elapsedNs == 0 ? 0 : (double) registryCpuNs / elapsedNs;
    }

    /** CPU time of the registry for each success, in microseconds; 0 where nothing succeeded. */
    public double registryUsPerOperation() {
        return count() == 0 ? 0 : registryCpuNs / NS_PER_US / count();
    }

    /** Cores that the generator kept busy. */
    public double generatorCores() {
        return elapsedNs == 0 ? 0 : (double) generatorCpuNs / elapsedNs;
    }
}
