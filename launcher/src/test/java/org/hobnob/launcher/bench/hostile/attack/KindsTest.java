package org.hobnob.launcher.bench.hostile.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KindsTest {
    private static final Path TABLE = Path.of("../docs/hostile.md");

    @Test
    void namesAreDifferentAndUsable() {
        assertEquals(
                Kinds.all().size(),
                Kinds.all().stream().map(Kind::name).distinct().count());
        Kinds.all().forEach(kind -> assertTrue(kind.name().matches("[a-z0-9-]+"), kind.name()));
    }

    @Test
    void eachKindHasItsRowsInTheGuide() throws Exception {
        String table = Files.readString(TABLE);
        Kinds.all().forEach(kind -> {
            assertTrue(table.contains("\n| `" + kind.name() + "` | " + kind.what() + " |"), kind.name());
            assertTrue(table.contains("\n| " + kind.name() + " |"), () -> "no figures of " + kind.name());
        });
    }
}
