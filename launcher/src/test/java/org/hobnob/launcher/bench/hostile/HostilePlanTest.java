package org.hobnob.launcher.bench.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hobnob.launcher.bench.hostile.attack.Kinds;
import org.hobnob.launcher.bench.measure.BenchRefusedException;
import org.junit.jupiter.api.Test;

class HostilePlanTest {
    @Test
    void allMeansEveryKindAndTheFloor() {
        HostilePlan plan = HostilePlan.of("all", 5);

        assertEquals(Kinds.all(), plan.kinds());
        assertTrue(plan.withFloor());
        assertEquals(5_000, plan.quietMs());
    }

    @Test
    void attackersAreWatchedForLongerThanTheyMayStay() {
        assertTrue(HostilePlan.of("unread", 4).attackMs() * 1_000_000 > Verdict.CUT_NS);
    }

    @Test
    void oneKindIsOneRow() {
        HostilePlan plan = HostilePlan.of("unread", 5);

        assertEquals(List.of(Kinds.of("unread").orElseThrow()), plan.kinds());
        assertFalse(plan.withFloor());
        assertEquals(List.of(), HostilePlan.of("echo", 5).kinds());
    }

    @Test
    void unknownKindIsRefusedWithTheKnownOnes() {
        BenchRefusedException refused =
                assertThrows(BenchRefusedException.class, () -> HostilePlan.of("no-such-kind", 5));

        Kinds.all().forEach(kind -> assertTrue(refused.getMessage().contains(kind.name()), kind.name()));
    }

    @Test
    void lengthIsBounded() {
        assertThrows(BenchRefusedException.class, () -> HostilePlan.of("all", 0));
        assertThrows(BenchRefusedException.class, () -> HostilePlan.of("all", 61));
    }
}
