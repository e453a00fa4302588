package org.hobnob.launcher.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PacedTest {
    private final Vertx vertx = Vertx.vertx();
    private int workedOut;

    @AfterEach
    void close() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    /** Asks so often at once, and returns what came. */
    private List<Integer> ask(int times, Paced<Integer> paced) throws Exception {
        Promise<List<Integer>> all = Promise.promise();
        vertx.runOnContext(now -> Future.all(
                        IntStream.range(0, times).mapToObj(i -> paced.get()).toList())
                .map(done -> done.<Integer>list())
                .onComplete(all));
        return all.future().await(20, TimeUnit.SECONDS);
    }

    @Test
    void manyWhoAskShareTheNext() throws Exception {
        Paced<Integer> paced = new Paced<>(vertx, 100, () -> Future.succeededFuture(++workedOut));
        List<Integer> answers = ask(1_000, paced);
        assertEquals(1, answers.get(0));
        assertEquals(999, answers.stream().filter(answer -> answer == 2).count());
        assertEquals(2, workedOut);
    }

    @Test
    void whatIsRecentIsHadWithoutWaiting() throws Exception {
        Paced<Integer> paced =
                new Paced<>(vertx, TimeUnit.HOURS.toMillis(1), () -> Future.succeededFuture(++workedOut));
        assertEquals(List.of(1), ask(1, paced));
        Promise<Integer> recent = Promise.promise();
        vertx.runOnContext(now -> paced.recent().onComplete(recent));
        assertEquals(1, recent.future().await(20, TimeUnit.SECONDS));
    }

    @Test
    void failureIsTold() {
        Paced<Integer> paced = new Paced<>(vertx, 100, () -> Future.failedFuture(new IllegalStateException("planted")));
        assertThrows(IllegalStateException.class, () -> ask(3, paced));
    }
}
