package org.hobnob.peer.history;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.hobnob.registry.store.embedded.FaultyFiles;
import org.hobnob.registry.store.embedded.FaultyFiles.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Chores run beside the history's own thread. */
@ResourceLock(FaultyFiles.LOCK)
class HistoryChoresTest {
    private static final int LINES = 600;
    private static final long LOOK_AGAIN_MS = 20;

    @TempDir
    Path profile;

    private final List<IOException> full = new CopyOnWriteArrayList<>();
    private final Owner owner = new Owner();
    private Vertx vertx;

    /** Owns the store, as the history's verticle does. */
    private final class Owner extends VerticleBase {
        private HistoryStore store;
        private HistoryChores chores;

        @Override
        public Future<?> start() throws IOException {
            store = HistoryStore.open(
                    profile,
                    name -> FaultyFiles.SCHEME + ":" + name,
                    HistoryBounds.of(0, 64),
                    new SecureRandom(),
                    lost -> {});
            for (int i = 0; i < LINES; i++) {
                store.add(Lines.of(Lines.LAB, i, "common line" + i, "id" + i));
                if (i % 50 == 0) {
                    store.commit();
                }
            }
            store.beginSegment();
            chores = new HistoryChores(vertx, () -> Optional.of(store), full::add);
            return Future.succeededFuture();
        }

        <T> T does(Callable<T> work) {
            Promise<T> done = Promise.promise();
            context.runOnContext(go -> {
                try {
                    done.complete(work.call());
                } catch (Exception e) {
                    done.fail(e);
                }
            });
            return await(done.future());
        }

        Future<Void> smallerThan(long bytes) {
            return until(() -> store.bytes() < bytes && !chores.isRewriting());
        }

        Future<Void> until(BooleanSupplier condition) {
            Promise<Void> done = Promise.promise();
            context.runOnContext(go -> vertx.setPeriodic(LOOK_AGAIN_MS, timer -> {
                if (condition.getAsBoolean()) {
                    vertx.cancelTimer(timer);
                    done.complete();
                }
            }));
            return done.future();
        }

        @Override
        public Future<?> stop() {
            store.close();
            return Future.succeededFuture();
        }
    }

    @BeforeEach
    void start() {
        FaultyFiles.register();
        vertx = Vertx.vertx();
        await(vertx.deployVerticle(owner, new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER)));
    }

    @AfterEach
    void stop() {
        FaultyFiles.set(Fault.NONE);
        await(vertx.close());
    }

    private int found() {
        return owner.does(() -> owner.store
                .lookup()
                .search("common", Optional.empty(), Long.MAX_VALUE, LINES)
                .size());
    }

    private boolean rewrite() {
        return owner.does(() -> {
            owner.chores.rewrite();
            return true;
        });
    }

    @Test
    void searchIsAnsweredWhileTheDiskTakesItsTimeToFinishASegment() {
        long before = owner.does(() -> owner.store.bytes());
        FaultyFiles.set(Fault.SLOW_SYNC);
        rewrite();
        assertEquals(LINES, found());
        assertTrue(owner.does(() -> owner.store.rewriting().isPresent()));
        Future<Void> finished = owner.smallerThan(before);
        FaultyFiles.set(Fault.NONE);
        await(finished);
        assertEquals(LINES, found());
        assertEquals(List.of(), full);
    }

    @Test
    void diskThatCannotBeWrittenIsToldAndTriedAgainWhenAsked() {
        long before = owner.does(() -> owner.store.bytes());
        FaultyFiles.set(Fault.SYNC);
        rewrite();
        assertEquals(LINES, found());
        await(owner.until(() -> !full.isEmpty()));
        FaultyFiles.set(Fault.NONE);
        rewrite();
        await(owner.smallerThan(before));
        assertEquals(LINES, found());
    }
}
