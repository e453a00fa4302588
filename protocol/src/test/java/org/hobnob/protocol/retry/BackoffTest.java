package org.hobnob.protocol.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final long SEED = 20_260_105;

    private final Backoff backoff = new Backoff(500, 8_000, new Random(SEED));

    private void waitsUpTo(long longestMs) {
        long waitMs = backoff.nextMs();
        assertTrue(waitMs >= longestMs / 2 && waitMs <= longestMs, () -> waitMs + " ms, seed " + SEED);
    }

    @Test
    void waitsDoubleUpToTheLongest() {
        for (long longestMs : new long[] {500, 1_000, 2_000, 4_000, 8_000, 8_000}) {
            waitsUpTo(longestMs);
        }
    }

    @Test
    void manyFailuresDoNotOverflow() {
        for (int i = 0; i < 100; i++) {
            backoff.nextMs();
        }
        waitsUpTo(8_000);
    }

    @Test
    void afterAResetTheNextFailureCountsAsTheFirst() {
        backoff.nextMs();
        backoff.nextMs();
        backoff.reset();
        waitsUpTo(500);
    }

    @Test
    void theSameSeedGivesTheSameWaits() {
        assertEquals(new Backoff(500, 8_000, new Random(SEED)).nextMs(), backoff.nextMs());
    }
}
