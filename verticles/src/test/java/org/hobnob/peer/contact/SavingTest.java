package org.hobnob.peer.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class SavingTest {
    private final Queue<Promise<Void>> writes = new ArrayDeque<>();
    private final Queue<Runnable> timers = new ArrayDeque<>();
    private final List<Boolean> told = new ArrayList<>();
    private final Saving saving = new Saving("the test's file", this::write, (ms, work) -> timers.add(work), told::add);

    private Future<Void> write() {
        Promise<Void> promise = Promise.promise();
        writes.add(promise);
        return promise.future();
    }

    private void failWrite() {
        writes.remove().fail(new IOException("No space left on device"));
    }

    @Test
    void changesDuringAWriteGoIntoTheNextTogether() {
        saving.save();
        Future<Void> second = saving.save();
        Future<Void> third = saving.save();
        assertEquals(1, writes.size());
        writes.remove().complete();
        assertEquals(1, writes.size());
        writes.remove().complete();
        assertTrue(second.succeeded() && third.succeeded());
    }

    @Test
    void failedWriteIsTriedAgainUntilItSucceeds() {
        Future<Void> saved = saving.save();
        failWrite();
        assertTrue(saved.failed());
        timers.remove().run();
        failWrite();
        timers.remove().run();
        writes.remove().complete();
        assertEquals(List.of(true, false), told);
        assertTrue(timers.isEmpty() && writes.isEmpty());
    }

    @Test
    void manyFailedWritesAreTriedAgainOnce() {
        for (int i = 0; i < 5; i++) {
            saving.save();
            failWrite();
        }
        assertEquals(1, timers.size());
        saving.save();
        writes.remove().complete();
        timers.remove().run();
        assertTrue(writes.isEmpty(), "what was saved meanwhile is not saved again");
        assertEquals(List.of(true, false), told);
    }

    @Test
    void lastTryIsMadeAtTheEnd() {
        saving.save();
        failWrite();
        Future<Void> done = saving.done();
        assertFalse(done.isComplete());
        writes.remove().complete();
        assertTrue(done.succeeded());
    }
}
