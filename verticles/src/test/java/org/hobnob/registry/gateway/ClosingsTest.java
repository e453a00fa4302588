package org.hobnob.registry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClosingsTest {
    private static final long CLOSING_NS = 100_000;
    private static final int IN_A_SLICE = (int) (Closings.SLICE_NS / CLOSING_NS);

    private final TurnsTest.HandClock clock = new TurnsTest.HandClock();
    private final List<Integer> closed = new ArrayList<>();
    private final Closings<Integer> closings = new Closings<>(clock, connection -> {
        closed.add(connection);
        clock.work(CLOSING_NS);
    });

    private static List<Integer> connections(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @Test
    void fewAreClosedAtOnce() {
        closings.closeAll(connections(0, IN_A_SLICE));
        assertEquals(IN_A_SLICE, closed.size());
    }

    @Test
    void manyAreClosedInHalfOfTheTime() {
        closings.closeAll(connections(0, 3 * IN_A_SLICE));
        assertEquals(IN_A_SLICE, closed.size());
        clock.pass(1);
        assertEquals(2 * IN_A_SLICE, closed.size());
        clock.pass(1);
        assertEquals(connections(0, 3 * IN_A_SLICE), closed);
    }

    @Test
    void nextSweepReplacesWhatIsLeftAndKeepsThePause() {
        closings.closeAll(connections(0, 2 * IN_A_SLICE));
        closings.closeAll(connections(100, 101));
        assertEquals(IN_A_SLICE, closed.size());
        clock.pass(1);
        assertEquals(100, closed.get(IN_A_SLICE));
        assertEquals(IN_A_SLICE + 1, closed.size());
    }
}
