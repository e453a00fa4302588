package org.hobnob.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RateLimitTest {

    private static final int BURST = 3;
    private static final long REFILL_MS = 100;

    private record Call(int key, long afterMs) {}

    /** A bucket as one would draw it: tokens, in parts of a millisecond's worth each. */
    private static final class Bucket {
        private long parts = BURST * REFILL_MS;
        private long atMs;

        boolean take(long nowMs) {
            parts = Math.min(BURST * REFILL_MS, parts + nowMs - atMs);
            atMs = nowMs;
            boolean has = parts >= REFILL_MS;
            parts -= has ? REFILL_MS : 0;
            return has;
        }

        long waitMs() {
            return REFILL_MS - parts;
        }
    }

    @Property(tries = 2_000)
    void theLimitAgreesWithABucketOfTokensPerKey(@ForAll("calls") List<Call> calls) {
        RateLimit<Integer> limit = new RateLimit<>(BURST, REFILL_MS, 100);
        Map<Integer, Bucket> buckets = new HashMap<>();
        long nowMs = 0;
        for (Call call : calls) {
            nowMs += call.afterMs;
            Bucket bucket = buckets.computeIfAbsent(call.key, key -> new Bucket());
            long expectedMs = bucket.take(nowMs) ? 0 : bucket.waitMs();
            assertEquals(expectedMs, limit.tryTake(call.key, nowMs));
        }
    }

    @Example
    void fullBucketsAreNotKept() {
        RateLimit<Integer> limit = new RateLimit<>(BURST, REFILL_MS, 1_000);
        for (int key = 0; key < 100; key++) {
            limit.tryTake(key, 0);
        }
        limit.tryTake(-1, REFILL_MS);

        assertEquals(1, limit.size());
    }

    @Example
    void leastRecentlyUsedKeyIsEvicted() {
        RateLimit<Integer> limit = new RateLimit<>(1, 1_000_000, 3);
        for (int key : new int[] {1, 2, 3}) {
            limit.tryTake(key, 0);
        }
        assertTrue(limit.tryTake(1, 0) > 0, "a refused call does not make a key younger");
        limit.tryTake(4, 0);

        assertEquals(3, limit.size());
        assertEquals(0, limit.untilToken(1, 0));
        assertEquals(1_000_000, limit.untilToken(2, 0));
        for (int key = 0; key < 100_000; key++) {
            limit.tryTake(key, 1);
        }
        assertEquals(3, limit.size());
    }

    @Example
    void takingAgainMakesAKeyTheYoungest() {
        RateLimit<Integer> limit = new RateLimit<>(2, 1_000_000, 3);
        for (int key : new int[] {1, 2, 3, 2, 3, 1, 4}) {
            limit.tryTake(key, 0);
        }

        assertEquals(0, limit.untilToken(2, 0));
        assertTrue(limit.untilToken(1, 0) > 0);
        assertTrue(limit.untilToken(3, 0) > 0);
    }

    @Example
    void returnedTokenCanBeTakenAgain() {
        RateLimit<String> limit = new RateLimit<>(1, REFILL_MS, 3);
        limit.giveBack("a", 0);
        assertEquals(0, limit.tryTake("a", 0));
        limit.giveBack("a", 10);
        assertEquals(0, limit.size());
        assertEquals(0, limit.tryTake("a", 10));
        assertEquals(90, limit.tryTake("a", 20));
    }

    @Example
    void boundsBelowOneAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new RateLimit<String>(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new RateLimit<String>(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new RateLimit<String>(1, 1, 0));
    }

    @Provide
    Arbitrary<List<Call>> calls() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.longs().between(0, 150))
                .as(Call::new)
                .list()
                .ofMaxSize(80);
    }
}
