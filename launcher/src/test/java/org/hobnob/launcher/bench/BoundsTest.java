package org.hobnob.launcher.bench;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hobnob.launcher.bench.load.BenchPlan;
import org.hobnob.launcher.bench.measure.BenchRefusedException;
import org.hobnob.launcher.bench.measure.BenchRefusedException.Kind;
import org.hobnob.launcher.bench.target.RegistryAddress;
import org.junit.jupiter.api.Test;

class BoundsTest {
    private static BenchRefusedException refused(Runnable action) {
        return assertThrows(BenchRefusedException.class, action::run);
    }

    @Test
    void thereAreNeverMoreConnectionsThanPeers() {
        assertEquals(10, new BenchPlan(10, 50, 1_000).connections());
    }

    @Test
    void aPlanOutOfBoundsIsRefused() {
        assertEquals(Kind.USAGE, refused(() -> new BenchPlan(1, 1, 1_000)).kind());
        assertEquals(Kind.USAGE, refused(() -> new BenchPlan(15_001, 50, 1_000)).kind());
        assertEquals(Kind.USAGE, refused(() -> new BenchPlan(10, 0, 1_000)).kind());
        assertEquals(Kind.USAGE, refused(() -> new BenchPlan(10, 5, 600_001)).kind());
        assertDoesNotThrow(() -> new BenchPlan(15_000, 50, 600_000));
    }

    @Test
    void tooFewDescriptorsAreNamedWithWhatToDo() {
        BenchPlan plan = new BenchPlan(1_000, 50, 1_000);

        BenchRefusedException refused = refused(() -> plan.requireDescriptors(1_024));

        assertEquals(Kind.USER_FIXABLE, refused.kind());
        assertTrue(refused.getMessage().contains("ulimit -n 1300"), refused.getMessage());
        assertTrue(refused.getMessage().contains("at most 724 peers"), refused.getMessage());
        assertDoesNotThrow(() -> plan.requireDescriptors(1_300));
    }

    @Test
    void onlyLoopbackIsLoadedUnlessItsUserSaysSo() {
        BenchRefusedException refused = refused(() -> RegistryAddress.of("192.0.2.1", 15_600, false));

        assertEquals(Kind.USAGE, refused.kind());
        assertTrue(refused.getMessage().contains("--i-may-load-this-registry"), refused.getMessage());
        assertEquals(15_600, RegistryAddress.of("192.0.2.1", 15_600, true).port());
        assertEquals("127.0.0.9", RegistryAddress.of("127.0.0.9", 1, false).host());
        assertEquals("[::1]:65535", RegistryAddress.of("::1", 65_535, false).shown());
    }
}
