package org.hobnob.launcher.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PacedTest {
    private int workedOut;

    @Test
    void manyWhoAskShareTheNext(Vertx vertx, VertxTestContext test) {
        Paced<Integer> paced = new Paced<>(vertx, () -> Future.succeededFuture(++workedOut));
        vertx.runOnContext(now -> {
            Future<Integer> first = paced.get();
            List<Future<Integer>> others =
                    IntStream.range(0, 1_000).mapToObj(i -> paced.get()).toList();
            Future.all(others)
                    .onComplete(test.succeeding(all -> test.verify(() -> {
                        assertEquals(1, first.result());
                        assertTrue(others.stream().allMatch(one -> one.result() == 2));
                        assertEquals(2, workedOut);
                        test.completeNow();
                    })));
        });
    }

    @Test
    void failureIsSharedToo(Vertx vertx, VertxTestContext test) {
        RuntimeException planted = new IllegalStateException("planted");
        Paced<Integer> paced = new Paced<>(vertx, () -> Future.failedFuture(planted));
        vertx.runOnContext(now -> paced.get()
                .onComplete(test.failing(cause -> test.verify(() -> {
                    assertSame(planted, cause);
                    test.completeNow();
                }))));
    }
}
