package org.hobnob.protocol.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WorldTest {
    private final World world = new World(7);
    private final List<String> seen = new ArrayList<>();

    private void see(String what) {
        seen.add(world.nowMs() + " " + what);
    }

    @Test
    void eventsOfOneTimeHappenInOrderOfScheduling() {
        world.in(20, () -> see("c"));
        world.in(10, () -> see("a"));
        world.in(10, () -> see("b"));
        world.at(-5, () -> see("late"));
        world.advance(15);
        assertEquals(List.of("0 late", "10 a", "10 b"), seen);
        assertEquals(15, world.nowMs());
        world.advance(5);
        assertEquals("20 c", seen.get(3));
    }

    @Test
    void aCancelledTimerDoesNotHappen() {
        Timer timer = world.in(10, () -> see("never"));
        world.in(5, timer::cancel);
        world.advance(100);
        assertEquals(List.of(), seen);
    }

    @Test
    void cancelledTimersDoNotPileUpAndOthersStay() {
        for (int i = 0; i < 100_000; i++) {
            world.in(1_000_000, () -> see("never")).cancel();
        }
        world.in(10, () -> see("once"));
        for (int i = 0; i < 100_000; i++) {
            world.in(5, () -> see("never")).cancel();
        }
        assertTrue(world.queued() < 3_000, "kept " + world.queued());
        world.advance(2_000_000);
        assertEquals(List.of("10 once"), seen);
        assertEquals(1, world.events());
    }

    @Test
    void runUntilStopsWhenTheConditionHolds() {
        world.in(10, () -> see("a"));
        world.in(11, () -> see("b"));
        assertTrue(world.runUntil(() -> seen.size() == 1, 100));
        assertEquals(10, world.nowMs());
        assertFalse(world.runUntil(() -> seen.size() == 3, 100));
        assertEquals(110, world.nowMs());
    }

    @Test
    void anEndlessLoopInOneMomentIsAFailure() {
        world.in(1, new Runnable() {
            @Override
            public void run() {
                world.in(0, this);
            }
        });
        SimulationFailure failure = assertThrows(SimulationFailure.class, () -> world.advance(10));
        assertTrue(failure.getMessage().contains("seed 7, after 1 ms"), failure.getMessage());
    }

    @Test
    void aGeneratorDependsOnSeedAndNameAlone() {
        List<Long> alone = draw(new World(7), "net");
        World busy = new World(7);
        draw(busy, "another");
        assertEquals(alone, draw(busy, "net"));
        assertNotEquals(alone, draw(busy, "net"), "the same generator goes on");
        assertNotEquals(alone, draw(new World(7), "nett"));
        assertNotEquals(alone, draw(new World(8), "net"));
    }

    private static List<Long> draw(World world, String name) {
        return LongStream.generate(world.random(name)::nextLong)
                .limit(8)
                .boxed()
                .toList();
    }

    @Test
    void failureShowsSeedTimeAndTrace() {
        World traced = new World(42, true);
        for (int i = 0; i < 5_000; i++) {
            int line = i;
            traced.in(i, () -> traced.trace(() -> "line " + line));
        }
        traced.advance(5_000);
        traced.check(true, () -> "fine");
        SimulationFailure failure =
                assertThrows(SimulationFailure.class, () -> traced.check(false, () -> "a promise broken"));
        assertTrue(failure.getMessage().startsWith("a promise broken"), failure.getMessage());
        assertTrue(failure.getMessage().contains("seed 42, after 5000 ms and 5000 events"), failure.getMessage());
        assertTrue(failure.getMessage().endsWith("     4999 ms  line 4999"), "the last line");
        assertFalse(failure.getMessage().contains("line 2999"), "bounded");
        assertEquals(List.of(), new World(42).traceLines());
    }
}
