package org.hobnob.launcher.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hobnob.launcher.bench.measure.Latencies;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {
    private final Latencies latencies = new Latencies();
    private long nowNs;
    private int begun;

    private Optional<Future<?>> upTo(int most, Future<?> operation) {
        return begun++ < most ? Optional.of(operation) : Optional.empty();
    }

    @Test
    void immediateOperationsDoNotOverflowTheStack() {
        Future<Void> run = ClosedLoop.run(1, worker -> upTo(200_000, Future.succeededFuture()), latencies, () -> nowNs);

        assertTrue(run.succeeded());
        assertEquals(200_000, latencies.count());
    }

    @Test
    void aWorkerHasOneOperationUnderWay() {
        List<Promise<Void>> underWay = new ArrayList<>();
        Future<Void> run = ClosedLoop.run(
                2,
                worker -> {
                    Promise<Void> operation = Promise.promise();
                    underWay.add(operation);
                    return upTo(4, operation.future());
                },
                latencies,
                () -> nowNs);

        assertEquals(2, underWay.size());
        nowNs = 7_000_000;
        underWay.get(0).complete();
        assertEquals(3, underWay.size());
        assertEquals(7, latencies.maxMs(), 0.01);
        underWay.get(1).complete();
        underWay.get(2).complete();
        assertFalse(run.isComplete());
        underWay.get(3).complete();
        assertTrue(run.succeeded());
        assertEquals(4, latencies.count());
    }

    @Test
    void failuresAreCountedByKindAndTheLoopGoesOn() {
        ClosedLoop.run(
                1,
                worker -> upTo(
                        6,
                        begun % 2 == 0
                                ? Future.succeededFuture()
                                : Future.failedFuture(new OperationFailedException("refused"))),
                latencies,
                () -> nowNs);

        assertEquals(3, latencies.count());
        assertEquals(Map.of("refused", 3L), latencies.errorKinds());
    }

    @Test
    void aWorkerThatOnlyFailsGivesUp() {
        Future<Void> run =
                ClosedLoop.run(3, worker -> Optional.of(Future.failedFuture("down")), latencies, () -> nowNs);

        assertTrue(run.succeeded());
        assertEquals(3 * ClosedLoop.MAX_FAILURES_IN_A_ROW, latencies.errorCount());
    }

    @Test
    void nobodyIsDoneAtOnce() {
        assertTrue(ClosedLoop.run(0, worker -> Optional.empty(), latencies, () -> nowNs)
                .succeeded());
    }
}
