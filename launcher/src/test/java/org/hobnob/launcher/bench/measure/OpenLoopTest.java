package org.hobnob.launcher.bench.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
    private static final long MS = 1_000_000;
    private static final long INTERVAL = 50 * MS;
    private static final long START = -7 * MS;

    private final Latencies measured = new Latencies();

    private OpenLoop loop(int requests) {
        return new OpenLoop(START, INTERVAL, requests, measured);
    }

    /** A server on a hand clock that answers at once, but not between the two times; the client looks every millisecond. */
    private void run(OpenLoop loop, long stallFromMs, long stallToMs, boolean clientStallsToo) {
        Queue<Integer> unanswered = new ArrayDeque<>();
        for (long ms = 0; !loop.isOver(); ms++) {
            long nowNs = START + ms * MS;
            boolean stalled = ms >= stallFromMs && ms < stallToMs;
            if (!stalled || !clientStallsToo) {
                for (int left = loop.due(nowNs); left > 0; left--) {
                    unanswered.add(loop.begin());
                }
            }
            if (!stalled) {
                unanswered.forEach(number -> loop.answered(number, nowNs));
                unanswered.clear();
            }
        }
    }

    @Test
    void quickServerTakesNoTime() {
        run(loop(100), 0, 0, false);

        assertEquals(100, measured.count());
        assertEquals(0, measured.maxMs(), 0.1);
    }

    @Test
    void secondOfStallIsSeenByItsWholeSecond() {
        run(loop(100), 2_000, 3_000, false);

        assertEquals(100, measured.count());
        assertEquals(1_000, measured.maxMs(), 2);
        assertEquals(950, measured.percentileMs(99), 2);
        assertEquals(500, measured.percentileMs(90), 50);
        assertEquals(0, measured.percentileMs(50), 0.1);
    }

    @Test
    void stallOfTheClientItselfCountsLikewise() {
        run(loop(100), 2_000, 3_000, true);

        assertEquals(1_000, measured.maxMs(), 2);
        assertEquals(950, measured.percentileMs(99), 2);
    }

    @Test
    void nothingIsDueBeforeTheStartOrBeyondTheEnd() {
        OpenLoop loop = loop(3);

        assertEquals(0, loop.due(START - 1));
        assertEquals(1, loop.due(START));
        assertEquals(3, loop.due(START + 100 * INTERVAL));
        loop.begin();
        assertEquals(2, loop.due(START + 100 * INTERVAL));
    }

    @Test
    void givenUpRequestsFailAndCountTheirTime() {
        OpenLoop loop = loop(3);
        loop.answered(loop.begin(), START);
        int unanswered = loop.begin();
        assertFalse(loop.isOver());

        loop.giveUp(START + 2_000 * MS);
        loop.answered(unanswered, START + 3_000 * MS);

        assertTrue(loop.isOver());
        assertEquals(Map.of(OpenLoop.NO_ANSWER, 2L), measured.errorKinds());
        assertEquals(2_000 - 50, measured.maxMs(), 2);
        assertEquals(3, measured.count());
    }

    @Test
    void failedRequestsAreCountedByKind() {
        OpenLoop loop = loop(1);
        loop.failed(loop.begin(), "refused", START + 5 * MS);

        assertTrue(loop.isOver());
        assertEquals(Map.of("refused", 1L), measured.errorKinds());
        assertEquals(5, measured.maxMs(), 0.1);
    }
}
