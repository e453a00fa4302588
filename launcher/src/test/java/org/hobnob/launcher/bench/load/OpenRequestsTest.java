package org.hobnob.launcher.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.hobnob.launcher.bench.measure.Latencies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class OpenRequestsTest {
    private static final long STEP_NS = 1_000_000;
    private static final long ALL_DUE_NS = 30 * STEP_NS;

    @Test
    void connectionHasOneRequestAtATimeAndWaitingCounts(Vertx vertx, VertxTestContext context) {
        AtomicLong clock = new AtomicLong(-2 * ALL_DUE_NS);
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Latencies measured = new Latencies();
        vertx.runOnContext(go -> OpenRequests.run(
                        vertx,
                        1_000,
                        20,
                        1,
                        worker -> {
                            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                            Promise<Void> answer = Promise.promise();
                            vertx.runOnContext(later -> {
                                underWay.decrementAndGet();
                                answer.complete();
                            });
                            return answer.future();
                        },
                        measured,
                        () -> clock.addAndGet(clock.get() < 0 ? ALL_DUE_NS : STEP_NS))
                .onComplete(context.succeeding(done -> context.verify(() -> {
                    assertEquals(20, measured.count());
                    assertEquals(1, most.get());
                    assertTrue(measured.maxMs() >= 25, () -> "" + measured.maxMs());
                    context.completeNow();
                }))));
    }

    @Test
    void failuresAreCountedAndTheRunEnds(Vertx vertx, VertxTestContext context) {
        AtomicLong clock = new AtomicLong();
        Latencies measured = new Latencies();
        vertx.runOnContext(go -> OpenRequests.run(
                        vertx,
                        1_000,
                        5,
                        2,
                        worker -> Future.failedFuture(new OperationFailedException("closed")),
                        measured,
                        () -> clock.addAndGet(STEP_NS))
                .onComplete(context.succeeding(done -> context.verify(() -> {
                    assertEquals(5, measured.errorCount());
                    context.completeNow();
                }))));
    }
}
