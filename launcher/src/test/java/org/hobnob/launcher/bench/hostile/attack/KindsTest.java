package org.hobnob.launcher.bench.hostile.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KindsTest {
    @Test
    void namesAreDifferentAndUsable() {
        assertEquals(
                Kinds.all().size(),
                Kinds.all().stream().map(Kind::name).distinct().count());
        Kinds.all().forEach(kind -> assertTrue(kind.name().matches("[a-z0-9-]+"), kind.name()));
    }
}
