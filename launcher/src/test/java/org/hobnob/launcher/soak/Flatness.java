package org.hobnob.launcher.soak;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Whether what a process takes is flat at the end: by a straight line through the samples of the second half of the time, it
 * has grown by no more than a bound over that half. What fills up at the start, such as caches and pools, does not count.
 */
final class Flatness {
    /** Live objects: what varies from sample to sample, plus no more than this for each visit. */
    private static final double HEAP_BYTES = 1 << 20;

    private static final double HEAP_BYTES_PER_VISIT = 64;
    private static final double DESCRIPTORS = 3;
    private static final double THREADS = 3;

    /** One of the things that must be flat. */
    private record Measure(String name, ToDoubleFunction<Sample> value, double bound) {}

    private Flatness() {}

    /** The samples of the second half of the time. */
    static List<Sample> secondHalf(List<Sample> samples) {
        long half = samples.get(samples.size() - 1).seconds() / 2;
        return samples.stream().filter(sample -> sample.seconds() >= half).toList();
    }

    /** What has grown over the second half, with figures; empty if all is flat. */
    static List<String> grown(List<Sample> samples) {
        List<Sample> half = secondHalf(samples);
        long visits = half.get(half.size() - 1).visits() - half.get(0).visits();
        double heapBound = Math.max(HEAP_BYTES, HEAP_BYTES_PER_VISIT * visits);
        return Stream.of(
                        new Measure("heap bytes", Sample::heapBytes, heapBound),
                        new Measure("descriptors", Sample::descriptors, DESCRIPTORS),
                        new Measure("threads", Sample::threads, THREADS))
                .flatMap(measure -> complaint(half, measure).stream())
                .toList();
    }

    private static Optional<String> complaint(List<Sample> half, Measure measure) {
        double growth = growth(half, measure.value());
        return growth <= measure.bound()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT, "%s grew by %.0f, more than %.0f", measure.name(), growth, measure.bound()));
    }

    /** How much the least-squares line through the samples rises from the first to the last of them. */
    static double growth(List<Sample> samples, ToDoubleFunction<Sample> value) {
        double meanX = samples.stream().mapToDouble(Sample::seconds).average().orElseThrow();
        double meanY = samples.stream().mapToDouble(value).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        for (Sample sample : samples) {
            double x = sample.seconds() - meanX;
            xy += x * (value.applyAsDouble(sample) - meanY);
            xx += x * x;
        }
        double range =
                samples.get(samples.size() - 1).seconds() - samples.get(0).seconds();
        return xx == 0 ? 0 : xy / xx * range;
    }
}
