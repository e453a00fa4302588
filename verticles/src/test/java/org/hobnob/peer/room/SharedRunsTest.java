package org.hobnob.peer.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedRunsTest {
    private final SharedRuns runs = new SharedRuns();
    private final List<Promise<Void>> begun = new ArrayList<>();

    private Future<Void> run() {
        return runs.run(() -> {
            Promise<Void> run = Promise.promise();
            begun.add(run);
            return run.future();
        });
    }

    @Test
    void callsDuringARunShareTheNextOne() {
        Future<Void> first = run();
        List<Future<Void>> others = List.of(run(), run(), run());
        assertEquals(1, begun.size());
        begun.get(0).complete();
        assertTrue(first.succeeded());
        assertEquals(2, begun.size());
        assertFalse(others.get(0).isComplete(), "they get what was begun after their call");
        begun.get(1).complete();
        others.forEach(other -> assertTrue(other.succeeded()));
        assertEquals(2, begun.size());
    }

    @Test
    void failedRunEndsToo() {
        Future<Void> first = run();
        Future<Void> second = run();
        begun.get(0).fail("no answer");
        assertTrue(first.failed());
        begun.get(1).complete();
        assertTrue(second.succeeded());
        run();
        assertEquals(3, begun.size());
    }
}
