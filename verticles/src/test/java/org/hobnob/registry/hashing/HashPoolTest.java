package org.hobnob.registry.hashing;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.hobnob.limits.FairQueue;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.registry.rules.credentials.HashBudget;
import org.hobnob.registry.rules.credentials.HashLimits;
import org.hobnob.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads that the test drives: a hash ends when the test says so. */
class HashPoolTest {
    private static final String FLOOD = "192.0.2.1";
    private static final String HONEST = "192.0.2.2";

    private static final HashPool.Asker ANN = new HashPool.Asker("ann", HONEST);
    private static final HashLimits ENDLESS = new HashLimits(1_000, 1, 1_000, 1);

    private final AtomicLong nowNs = new AtomicLong();
    private final Vertx vertx = Vertx.vertx();
    private final Queue<Runnable> begun = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    private HashPool pool(int threads, int maxPending) {
        return pool(threads, maxPending, ENDLESS);
    }

    private HashPool pool(int threads, int maxPending, HashLimits limits) {
        HashBudget budget = new HashBudget(limits, false);
        return new HashPool(vertx, begun::add, () -> {}, new FairQueue<>(threads, maxPending), budget, nowNs::get);
    }

    private HashPool started() {
        return HashPool.start(vertx, 1, 200, new HashBudget(ENDLESS, false), nowNs::get);
    }

    private Future<String> hash(HashPool pool, String address, String name) {
        return pool.run(new HashPool.Asker("ann", address), () -> {
            done.add(name);
            return name;
        });
    }

    private void endOne() {
        begun.remove().run();
    }

    @Test
    void honestLoginWaitsForOneHashOfAFlood() {
        HashPool pool = pool(1, 200);
        for (int i = 0; i < 150; i++) {
            hash(pool, FLOOD, "flood");
        }
        Future<String> honest = hash(pool, HONEST, "honest");
        endOne();
        endOne();
        assertEquals(List.of("flood", "honest"), done);
        assertEquals("honest", await(honest));
    }

    @Test
    void aFullQueueOfOneAddressRefusesNobodyElse() {
        HashPool pool = pool(2, 200);
        List<Future<String>> flood = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            flood.add(hash(pool, FLOOD, "flood"));
        }
        assertEquals(Reason.SLOW_DOWN, Await.refusal(flood.get(299)).reason());
        Future<String> honest = hash(pool, HONEST, "honest");
        endOne();
        endOne();
        endOne();
        assertEquals("honest", await(honest));
        assertEquals(1_000, Await.refusal(flood.get(199)).waitMs(), "the newest one made room");
    }

    @Test
    void noMoreHashesAreComputedThanThereAreThreads() {
        HashPool pool = pool(2, 200);
        for (int i = 0; i < 10; i++) {
            hash(pool, "192.0.2." + i, "one");
        }
        assertEquals(2, begun.size());
        endOne();
        assertEquals(2, begun.size());
    }

    @Test
    void rightPasswordsAreChargedToo() {
        HashPool pool = pool(1, 200, new HashLimits(2, 5_000, 100, 1));
        hash(pool, HONEST, "one");
        hash(pool, HONEST, "two");
        endOne();
        endOne();
        RefusalException refusal = Await.refusal(hash(pool, HONEST, "three"));
        assertEquals(Reason.SLOW_DOWN, refusal.reason());
        assertEquals(5_000, refusal.waitMs());
        nowNs.set(TimeUnit.SECONDS.toNanos(5));
        Future<String> later = hash(pool, HONEST, "later");
        endOne();
        assertEquals("later", await(later));
    }

    @Test
    void hashThatIsNotBegunIsNotCharged() {
        HashPool pool = pool(1, 1, new HashLimits(2, 5_000, 100, 1));
        hash(pool, HONEST, "one");
        Await.refusal(hash(pool, HONEST, "refused, because the queue is full"));
        endOne();
        Future<String> two = hash(pool, HONEST, "two");
        endOne();
        assertEquals("two", await(two));
    }

    @Test
    void hashThatNobodyWaitsForIsNotBegun() {
        HashPool pool = pool(1, 200);
        hash(pool, HONEST, "first");
        Future<String> late = hash(pool, HONEST, "late");
        endOne();
        nowNs.set(TimeUnit.SECONDS.toNanos(16));
        endOne();
        assertEquals(Reason.UNAVAILABLE, Await.refusal(late).reason());
        assertEquals(List.of("first"), done);
    }

    @Test
    void hashThatTookTooLongCountsForNothing() {
        HashPool pool = pool(1, 200);
        Future<String> slow = pool.run(ANN, () -> {
            nowNs.set(TimeUnit.SECONDS.toNanos(16));
            return "slow";
        });
        endOne();
        assertEquals(Reason.UNAVAILABLE, Await.refusal(slow).reason());
    }

    @Test
    void failedHashFreesItsThread() {
        HashPool pool = pool(1, 200);
        IllegalArgumentException cause = new IllegalArgumentException("no secret");
        Future<String> failing = pool.run(ANN, () -> {
            throw cause;
        });
        Future<String> next = hash(pool, HONEST, "next");
        endOne();
        endOne();
        assertEquals("next", await(next));
        Throwable failure = await(failing.transform(result -> Future.succeededFuture(result.cause())));
        assertSame(cause, failure);
    }

    @Test
    void resultComesOnTheCallersContext() {
        HashPool pool = started();
        Context context = vertx.getOrCreateContext();
        Promise<Context> heard = Promise.promise();
        context.runOnContext(on -> pool.run(ANN, () -> "x").onComplete(end -> heard.complete(Vertx.currentContext())));
        assertSame(context, await(heard.future()));
        pool.close();
    }

    @Test
    void closedPoolRefuses() {
        HashPool pool = started();
        pool.close();
        assertEquals(Reason.UNAVAILABLE, Await.refusal(pool.run(ANN, () -> "x")).reason());
    }
}
