package org.hobnob.registry.rules.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hobnob.limits.Rate;
import org.junit.jupiter.api.Test;

class TellingPaceTest {
    private static final long NS_PER_MS = 1_000_000;
    private static final long REFILL_MS = 2_000;

    private final TellingPace<String> pace = new TellingPace<>(new Rate(2, REFILL_MS), 0);
    private final List<String> told = new ArrayList<>();
    private long nowNs;

    private void happens(String user, String state) {
        if (pace.mayTell(user, nowNs)) {
            told.add(state);
        }
    }

    private void pass(long ms, String state) {
        for (long at = 0; at < ms; at += TellingPace.TICK_MS) {
            nowNs += TellingPace.TICK_MS * NS_PER_MS;
            pace.advance(nowNs, user -> told.add(state));
        }
    }

    @Test
    void lossAndReturnAreToldAtOnce() {
        happens("dana", "absent");
        happens("dana", "back");
        assertEquals(List.of("absent", "back"), told);
        pass(10_000, "more");
        assertEquals(List.of("absent", "back"), told, "nothing is told twice");
    }

    @Test
    void whatComesFasterIsToldOnceInItsLastState() {
        for (int i = 0; i < 50; i++) {
            happens("dana", "state " + i);
        }
        assertEquals(List.of("state 0", "state 1"), told);
        pass(REFILL_MS + 200, "last");
        assertEquals(List.of("state 0", "state 1", "last"), told);
    }

    @Test
    void loopTellsOnceInTheRefillTime() {
        for (int i = 0; i < 200; i++) {
            happens("dana", "now");
            pass(100, "late");
        }
        assertTrue(told.size() <= 2 + 20_000 / REFILL_MS, () -> told.size() + " in 20 s: " + told);
        assertTrue(told.size() >= 20_000 / REFILL_MS, () -> told.size() + " in 20 s: " + told);
    }

    @Test
    void othersAreToldMeanwhile() {
        for (int i = 0; i < 9; i++) {
            happens("dana", "dana");
        }
        happens("omar", "omar");
        assertEquals(List.of("dana", "dana", "omar"), told);
    }

    @Test
    void whatCouldNotBeToldIsDueAgain() {
        pace.again("dana", nowNs);
        assertFalse(pace.mayTell("dana", nowNs), "it is pending");
        pass(REFILL_MS + 200, "last");
        assertEquals(List.of("last"), told);
    }

    /** Whatever happens when: after each event, something is told at or behind it. */
    @Test
    void lastStateIsAlwaysTold() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            long shown = seed;
            long[] happenedNs = new long[3];
            long[] toldNs = new long[3];
            TellingPace<Integer> any = new TellingPace<>(new Rate(1 + random.nextInt(3), 500), 0);
            for (int step = 0; step < 400; step++) {
                long at = step * TellingPace.TICK_MS * NS_PER_MS;
                any.advance(at, user -> toldNs[user] = at);
                int user = random.nextInt(6);
                if (user < 3 && step < 300) {
                    happenedNs[user] = at;
                    if (any.mayTell(user, at)) {
                        toldNs[user] = at;
                    }
                }
            }
            for (int user = 0; user < 3; user++) {
                assertTrue(toldNs[user] >= happenedNs[user], () -> "seed " + shown);
            }
        }
    }
}
