package org.hobnob.launcher.bench.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hobnob.launcher.bench.measure.BenchRefusedException;
import org.hobnob.launcher.bench.measure.BenchRefusedException.Kind;
import org.hobnob.launcher.bench.measure.Latencies;
import org.junit.jupiter.api.Test;

class EverybodyPlanTest {
    private static Kind refused(int peers, int members, int seconds) {
        return assertThrows(BenchRefusedException.class, () -> new EverybodyPlan(peers, members, seconds))
                .kind();
    }

    @Test
    void thousandPeersAreAHundredRoomsInFiveProcesses() {
        EverybodyPlan plan = new EverybodyPlan(1_000, 10, 60);

        assertEquals(100, plan.rooms());
        assertEquals(List.of(20, 20, 20, 20, 20), plan.roomsByProcess());
        assertEquals(540_000, plan.expected());
    }

    @Test
    void lastProcessCarriesTheRest() {
        assertEquals(List.of(20, 1), new EverybodyPlan(210, 10, 1).roomsByProcess());
        assertEquals(List.of(2, 1), new EverybodyPlan(300, 100, 1).roomsByProcess());
    }

    @Test
    void planOutOfBoundsIsRefused() {
        assertEquals(Kind.USAGE, refused(15, 10, 1));
        assertEquals(Kind.USAGE, refused(2_010, 10, 1));
        assertEquals(Kind.USAGE, refused(10, 1, 1));
        assertEquals(Kind.USAGE, refused(101, 101, 1));
        assertEquals(Kind.USAGE, refused(10, 10, 601));
    }

    @Test
    void lineCountsOnceForEachReaderAndOnlyOnceItWasSaid() {
        Latencies measured = new Latencies();
        ShownLines lines = new ShownLines(3, 2, measured);
        int number = lines.numberOf(1, 1);
        lines.shown(0, number, 5);
        lines.said(number, 1_000);
        lines.shown(0, number, 3_001_000);
        lines.shown(0, number, 9_001_000);
        lines.shown(2, number, 3_001_000);
        lines.shown(2, 99, 3_001_000);

        assertEquals(2, lines.count());
        assertEquals(1, lines.twice());
        assertEquals(12, lines.expected());
        assertEquals(3, measured.maxMs(), 0.01);
    }

    @Test
    void successesOfAnotherProcessAreAdded() {
        Latencies here = new Latencies();
        here.success(1_000_000);
        Latencies there = new Latencies();
        there.success(8_000_000);

        here.add(there.encoded());

        assertEquals(2, here.count());
        assertTrue(here.maxMs() > 7.9);
    }
}
