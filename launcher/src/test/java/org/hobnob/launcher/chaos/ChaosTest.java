package org.hobnob.launcher.chaos;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hobnob.launcher.Surroundings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three registries and their store in trouble. Runs in the profile {@code chaos}, for as many seconds as the property
 * {@code hobnob.chaos.seconds} says, with the seed {@code hobnob.chaos.seed}.
 */
@EnabledIfSystemProperty(named = "hobnob.chaos.seconds", matches = "[1-9][0-9]*")
@Tag("slow")
class ChaosTest {
    private static final int NODES = 3;

    @TempDir
    Path home;

    private final long seed = Long.getLong("hobnob.chaos.seed", System.nanoTime());
    private final long seconds = Long.getLong("hobnob.chaos.seconds", 0);

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void clientsAreToldNothingThatIsNotSo() throws Exception {
        try (Registries registries = new Registries(home, Site.loopback(), Surroundings.PLAIN, NODES, seed)) {
            new Chaos(registries, seed).run(seconds);
        }
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void norWhenRegistriesAreCutOffFromEachOther() throws Exception {
        OwnLan.run("chaos", NODES, home, List.of("" + seed, "" + seconds));
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void theyFindTogetherAgain() throws Exception {
        OwnLan.run("partition", NODES, home, List.of("" + seed));
    }
}
