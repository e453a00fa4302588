package org.hobnob.launcher.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Hazelcast carries hints: whoever gets in there breaks no promise. In the profile {@code chaos}. */
@EnabledIfSystemProperty(named = "hobnob.chaos.seconds", matches = "[1-9][0-9]*")
@Tag("slow")
class ForeignMemberTest {
    private static final int NODES = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path home;

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void foreignMemberBreaksNoPromise() throws Exception {
        long seed = Long.getLong("hobnob.chaos.seed", System.nanoTime());
        long seconds = Long.getLong("hobnob.chaos.seconds", 0);
        try (Registries registries = new Registries(home, NODES, seed);
                ForeignMember foreign = new ForeignMember(registries.secrets(), registries.members(), seed)) {
            Awaitility.await().atMost(PATIENCE).until(() -> foreign.members() == NODES + 1);
            new Chaos(registries, seed).run(() -> foreign.attack(seconds));
            System.out.println("chaos: " + foreign);
            assertEquals(List.of(), foreign.overheard());
        }
    }
}
