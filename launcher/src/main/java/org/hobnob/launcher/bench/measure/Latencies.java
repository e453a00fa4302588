package org.hobnob.launcher.bench.measure;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** The measurements of one workload: latencies, errors by kind, and elapsed time. For use by one thread. */
public final class Latencies {
    private static final long LOWEST_NS = 1_000;
    private static final long HIGHEST_NS = 600_000_000_000L;
    private static final int DIGITS = 3;
    private static final double[] DISTRIBUTION = {1, 5, 10, 25, 50, 75, 90, 95, 99, 99.9, 100};
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

    /** Records a success. */
    public void success(long latencyNs) {
        histogram.recordValue(Math.min(Math.max(latencyNs, 0), HIGHEST_NS));
    }

    /** Records a failure; its latency is not counted. */
    public void error(String kind) {
        errors(kind, 1);
    }

    public void errors(String kind, long count) {
        boolean full = errors.size() >= MAX_KINDS && !errors.containsKey(kind);
        if (count > 0) {
            errors.merge(full ? OTHER_KINDS : kind, count, Long::sum);
        }
    }

    /** The successes in a form that {@link #add} of another process reads. */
    public String encoded() {
        ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoByteBuffer(bytes);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
    }

    /**
     * Adds the successes of another.
     *
     * @param encoded what {@link #encoded} gave
     */
    public void add(String encoded) {
        histogram.add(Histogram.decodeFromByteBuffer(
                ByteBuffer.wrap(Base64.getDecoder().decode(encoded)), 0));
    }

    /** Adds a period of measurement and the CPU time that the two processes used in it, all in nanoseconds. */
    public void ran(long wallNs, long registryNs, long generatorNs) {
        elapsedNs += wallNs;
        registryCpuNs += registryNs;
        generatorCpuNs += generatorNs;
    }

    /** The number of successes. */
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

    /** Successes per second; 0 if no time has passed. */
    public double ratePerS() {
        return elapsedNs == 0 ? 0 : count() * NS_PER_S / elapsedNs;
    }

    /**
     * The latency that this percentage of successes did not exceed, in milliseconds with three digits; 0 if nothing
     * succeeded.
     */
    public double percentileMs(double percent) {
        return count() == 0 ? 0 : histogram.getValueAtPercentile(percent) / NS_PER_MS;
    }

    /**
     * How the latencies are distributed: what this many percent of successes did not exceed, in milliseconds; empty if
     * nothing succeeded.
     */
    public Map<Double, Double> distributionMs() {
        Map<Double, Double> distribution = new TreeMap<>();
        for (double percent : count() == 0 ? new double[0] : DISTRIBUTION) {
            distribution.put(percent, percentileMs(percent));
        }
        return distribution;
    }

    public double maxMs() {
        return count() == 0 ? 0 : histogram.getMaxValue() / NS_PER_MS;
    }

    /** CPU usage of the registry, in cores. */
    public double registryCores() {
        return elapsedNs == 0 ? 0 : (double) registryCpuNs / elapsedNs;
    }

    /** CPU time of the registry per success, in microseconds; 0 if nothing succeeded. */
    public double registryUsPerOperation() {
        return count() == 0 ? 0 : registryCpuNs / NS_PER_US / count();
    }

    /** CPU usage of the generator, in cores. */
    public double generatorCores() {
        return elapsedNs == 0 ? 0 : (double) generatorCpuNs / elapsedNs;
    }
}
