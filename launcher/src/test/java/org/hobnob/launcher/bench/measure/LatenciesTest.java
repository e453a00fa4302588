package org.hobnob.launcher.bench.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private static final long NS_PER_MS = 1_000_000;
    /** Three digits. */
    private static final double PRECISION = 0.001;

    private final Latencies latencies = new Latencies();

    private static void assertNear(double expected, double actual) {
        assertEquals(expected, actual, expected * PRECISION);
    }

    @Test
    void percentilesOfEqualStepsAreTheirRank() {
        LongStream.rangeClosed(1, 1_000).forEach(ms -> latencies.success(ms * NS_PER_MS));

        assertEquals(1_000, latencies.count());
        assertNear(500, latencies.percentileMs(50));
        assertNear(900, latencies.percentileMs(90));
        assertNear(990, latencies.percentileMs(99));
        assertNear(1_000, latencies.maxMs());
    }

    @Test
    void oneSlowAnswerIsTheMaximumOnly() {
        IntStream.range(0, 99).forEach(i -> latencies.success(NS_PER_MS));
        latencies.success(5_000 * NS_PER_MS);

        assertNear(1, latencies.percentileMs(50));
        assertNear(1, latencies.percentileMs(99));
        assertNear(5_000, latencies.maxMs());
    }

    @Test
    void rateCountsSuccessesOverTheTimeOfAllRounds() {
        IntStream.range(0, 30).forEach(i -> latencies.success(NS_PER_MS));
        latencies.error("refused");
        latencies.ran(1_000 * NS_PER_MS, 500 * NS_PER_MS, 250 * NS_PER_MS);
        latencies.ran(2_000 * NS_PER_MS, 1_000 * NS_PER_MS, 500 * NS_PER_MS);

        assertNear(10, latencies.ratePerS());
        assertNear(3, latencies.seconds());
        assertNear(0.5, latencies.registryCores());
        assertNear(0.25, latencies.generatorCores());
        assertNear(50_000, latencies.registryUsPerOperation());
    }

    @Test
    void errorsAreCountedByKindAndHaveNoLatency() {
        latencies.error("refused");
        latencies.error("refused");
        latencies.errors("closed", 3);
        latencies.errors("never", 0);

        assertEquals(Map.of("refused", 2L, "closed", 3L), latencies.errorKinds());
        assertEquals(5, latencies.errorCount());
        assertEquals(0, latencies.count());
    }

    @Test
    void kindsOfErrorsAreBounded() {
        IntStream.range(0, 1_000).forEach(i -> latencies.error("kind " + i));

        assertEquals(1_000, latencies.errorCount());
        assertEquals(17, latencies.errorKinds().size());
    }

    @Test
    void nothingMeasuredIsZero() {
        assertEquals(0, latencies.percentileMs(99));
        assertEquals(0, latencies.maxMs());
        assertEquals(0, latencies.ratePerS());
        assertEquals(0, latencies.registryUsPerOperation());
    }
}
