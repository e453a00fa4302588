package org.hobnob.launcher.bench.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CoresTest {
    @Test
    void registryAndAttackersGetDifferentCores() {
        Cores cores = Cores.of(List.of(2, 5, 6), true, true);

        assertEquals(List.of("taskset", "-c", "2"), cores.registry());
        assertEquals(List.of("taskset", "-c", "5", "nice", "-n", "5"), cores.attackers());
    }

    @Test
    void unpinnedProcessesAreSaidToBe() {
        Cores single = Cores.of(List.of(0), true, false);
        assertEquals(List.of(), single.registry());
        assertEquals(List.of(), single.attackers());
        assertTrue(single.words().startsWith("not pinned: there is one core"));
        assertTrue(Cores.of(List.of(0, 1), false, true).words().startsWith("not pinned: there is no taskset"));
    }

    @Test
    void listOfCoresIsReadAsTheKernelWritesIt() {
        assertEquals(List.of(0, 1, 2, 5), Cores.list("\t0-2,5"));
        assertEquals(List.of(7), Cores.list("7"));
        assertEquals(List.of(), Cores.list(""));
    }
}
