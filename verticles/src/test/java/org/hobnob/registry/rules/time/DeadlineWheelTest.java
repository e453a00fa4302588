package org.hobnob.registry.rules.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DeadlineWheelTest {

    private static final long TICK_NS = 10;
    private static final int SLOTS = 8;

    private enum Kind {
        SCHEDULE,
        CANCEL,
        ADVANCE,
        SHIFT
    }

    private record Step(Kind kind, int key, long byNs) {}

    /** All deadlines in a map, and since when each was there to be fired. */
    private static final class Model {
        private final Map<Integer, Long> deadlines = new TreeMap<>();
        private final Map<Integer, Long> setAt = new TreeMap<>();

        void schedule(int key, long deadlineNs, long nowNs) {
            deadlines.put(key, deadlineNs);
            setAt.put(key, nowNs);
        }

        void shift(long gapNs) {
            deadlines.replaceAll((key, deadlineNs) -> deadlineNs + gapNs);
        }

        void checkFired(List<Integer> fired, long nowNs) {
            long last = Long.MIN_VALUE;
            for (int key : fired) {
                Long deadlineNs = deadlines.remove(key);
                assertTrue(deadlineNs != null, key + " fired without a deadline");
                assertTrue(deadlineNs <= nowNs, key + " fired " + (deadlineNs - nowNs) + " ns early");
                assertTrue(deadlineNs >= last, key + " fired out of order");
                last = deadlineNs;
            }
            deadlines.forEach((key, deadlineNs) -> assertTrue(
                    Math.max(deadlineNs, setAt.get(key)) + TICK_NS > nowNs, key + " is more than one tick late"));
        }
    }

    @Property(tries = 3_000)
    void theWheelAgreesWithAMapOfDeadlines(@ForAll("steps") List<Step> steps, @ForAll("starts") long startNs) {
        DeadlineWheel<Integer> wheel = new DeadlineWheel<>(TICK_NS, SLOTS, startNs);
        Model model = new Model();
        // The model counts from the start, so that it need not know of clocks that overflow.
        long nowNs = 0;
        for (Step step : steps) {
            switch (step.kind) {
                case SCHEDULE -> {
                    wheel.schedule(step.key, startNs + nowNs + step.byNs);
                    model.schedule(step.key, nowNs + step.byNs, nowNs);
                }
                case CANCEL -> assertEquals(model.deadlines.remove(step.key) != null, wheel.cancel(step.key));
                case ADVANCE -> {
                    nowNs += Math.max(0, step.byNs);
                    model.checkFired(fired(wheel, startNs + nowNs), nowNs);
                }
                case SHIFT -> {
                    wheel.shift(Math.max(0, step.byNs));
                    model.shift(Math.max(0, step.byNs));
                }
            }
            assertEquals(model.deadlines.size(), wheel.size());
            Long expectedNs = model.deadlines.get(step.key);
            assertEquals(
                    expectedNs == null ? OptionalLong.empty() : OptionalLong.of(startNs + expectedNs),
                    wheel.deadlineNs(step.key));
        }
    }

    @Example
    void equalDeadlinesFireInTheOrderOfScheduling() {
        DeadlineWheel<String> wheel = new DeadlineWheel<>(TICK_NS, SLOTS, 0);
        wheel.schedule("b", 5);
        wheel.schedule("a", 5);
        wheel.schedule("c", 4);
        wheel.schedule("b", 5);

        assertEquals(List.of("c", "a", "b"), fired(wheel, 10));
    }

    @Example
    void consumerCanCancelOrRescheduleDueDeadlines() {
        DeadlineWheel<String> wheel = new DeadlineWheel<>(TICK_NS, SLOTS, 0);
        wheel.schedule("first", 1);
        wheel.schedule("cancelled", 2);
        wheel.schedule("rescheduled", 3);
        List<String> fired = new ArrayList<>();
        wheel.advance(10, key -> {
            fired.add(key);
            wheel.cancel("cancelled");
            wheel.schedule("rescheduled", 35);
        });

        assertEquals(List.of("first"), fired);
        assertEquals(List.of(), fired(wheel, 39));
        assertEquals(List.of("rescheduled"), fired(wheel, 40));
        assertEquals(0, wheel.size());
    }

    @Example
    void aKeyMayScheduleItselfAgainWhileItFires() {
        DeadlineWheel<String> wheel = new DeadlineWheel<>(TICK_NS, SLOTS, 0);
        wheel.schedule("a", 1);
        wheel.advance(10, key -> wheel.schedule(key, 15));

        assertEquals(List.of("a"), fired(wheel, 20));
    }

    @Example
    void aConsumerThatThrowsLosesNoOtherKey() {
        DeadlineWheel<String> wheel = new DeadlineWheel<>(TICK_NS, SLOTS, 0);
        wheel.schedule("a", 1);
        wheel.schedule("b", 2);
        wheel.schedule("c", 3);
        assertThrows(
                ArithmeticException.class,
                () -> wheel.advance(10, key -> {
                    throw new ArithmeticException(key);
                }));

        assertEquals(List.of("b", "c"), fired(wheel, 20));
    }

    @Example
    void nestedAdvanceIsRefused() {
        DeadlineWheel<String> wheel = new DeadlineWheel<>(TICK_NS, SLOTS, 0);
        wheel.schedule("a", 1);
        assertThrows(IllegalStateException.class, () -> wheel.advance(10, key -> wheel.advance(20, k -> {})));
        wheel.schedule("b", 15);
        assertEquals(List.of(), fired(wheel, 5));
        assertEquals(List.of("b"), fired(wheel, 20));
    }

    @Example
    void stallDoesNotFireShiftedDeadlines() {
        DeadlineWheel<String> wheel = new DeadlineWheel<>(TICK_NS, SLOTS, 0);
        StallGuard guard = new StallGuard(20);
        wheel.schedule("a", 50);
        assertEquals(0, guard.tick(10, 10));
        wheel.advance(10, key -> {});
        long gapNs = guard.tick(1_010, 10);
        wheel.shift(gapNs);

        assertEquals(990, gapNs);
        assertEquals(List.of(), fired(wheel, 1_010));
        assertEquals(List.of("a"), fired(wheel, 1_050));
    }

    @Example
    void aTickIsAStallOnlyAboveTheThreshold() {
        StallGuard guard = new StallGuard(20);
        assertEquals(0, guard.tick(-5_000, 10));
        assertEquals(0, guard.tick(-4_970, 10));
        assertEquals(21, guard.tick(-4_939, 10));
        assertEquals(0, guard.tick(-4_939, 10));
    }

    @Example
    void rescheduledKeysKeepOneEntryEach() {
        DeadlineWheel<Integer> wheel = new DeadlineWheel<>(TICK_NS, SLOTS, 0);
        for (long nowNs = 0; nowNs < 1_000; nowNs += TICK_NS) {
            for (int key = 0; key < 1_000; key++) {
                wheel.schedule(key, nowNs + 50);
            }
            assertEquals(List.of(), fired(wheel, nowNs));
        }
        assertEquals(1_000, wheel.size());
        assertEquals(1_000, fired(wheel, 2_000).size());
        assertFalse(wheel.cancel(1));
    }

    private static <K> List<K> fired(DeadlineWheel<K> wheel, long nowNs) {
        List<K> fired = new ArrayList<>();
        wheel.advance(nowNs, fired::add);
        return fired;
    }

    @Provide
    Arbitrary<Long> starts() {
        return Arbitraries.of(0L, -1L, 7L, -1_000_003L, Long.MAX_VALUE - 500, Long.MIN_VALUE + 3);
    }

    /** Deadlines in the past, within a turn and several turns ahead; advances from nothing to several turns. */
    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(
                                Kind.SCHEDULE, Kind.SCHEDULE, Kind.ADVANCE, Kind.ADVANCE, Kind.CANCEL, Kind.SHIFT),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.oneOf(
                                Arbitraries.longs().between(-30, 30),
                                Arbitraries.longs().between(0, 400)))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }
}
