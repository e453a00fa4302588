package org.hobnob.launcher.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hobnob.launcher.Surroundings;
import org.hobnob.launcher.chaos.PlantedFault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A registry that is visited for long, and two peers that chat all the while, take no more at the end than halfway. Runs in
 * the profile {@code soak}, for as many minutes as the property {@code hobnob.soak.minutes} says; needs Linux and a JDK.
 */
@EnabledIfSystemProperty(named = "hobnob.soak.minutes", matches = "[1-9][0-9]*")
@Timeout(value = 5, unit = TimeUnit.HOURS)
@Tag("slow")
class SoakTest {
    private static final long SHORT_VISITS = 1_500;
    private static final double MOST_FAILED = 0.01;

    @TempDir
    Path home;

    @Test
    void heapDescriptorsAndThreadsAreFlatAtTheEnd() throws Exception {
        long seconds = TimeUnit.MINUTES.toSeconds(Long.getLong("hobnob.soak.minutes"));
        try (Soak soak = new Soak(home, Surroundings.PLAIN)) {
            Map<String, List<Sample>> samples = soak.runFor(seconds);
            Files.writeString(Path.of("target", "soak.svg"), Plot.svg(samples));
            soak.report();
            assertTrue(
                    soak.visitors().failed() <= MOST_FAILED * soak.visitors().made(),
                    () -> soak.visitors().failures().toString());
            assertEquals(List.of(), soak.grown());
        }
    }

    /** What the soak would miss is worth nothing: a gateway that forgets no connection is caught in its short form. */
    @Test
    void leakOfConnectionsIsCaught() throws Exception {
        PlantedFault leak = new PlantedFault()
                .with("gateway/GatewayVerticle.java", "            connections.remove(connection);\n", "");
        isCaught(leak);
    }

    /** A few KB a login. */
    @Test
    void leakOfEndedSessionsIsCaught() throws Exception {
        PlantedFault leak = new PlantedFault()
                .with(
                        "auth/SessionOpener.java",
                        "        SessionId session = SessionId.random(random);\n        if (!",
                        "        SessionId session = SessionId.random(random);\n"
                                + "        LEAKED.add(new byte[8_000]);\n        if (!")
                .with(
                        "auth/SessionOpener.java",
                        "    private final Bus bus;\n",
                        "    private static final java.util.List<byte[]> LEAKED = new java.util.ArrayList<>();\n\n"
                                + "    private final Bus bus;\n");
        isCaught(leak);
    }

    private void isCaught(PlantedFault leak) throws Exception {
        try (Soak soak = new Soak(home, Surroundings.PLAIN.preferring(leak.compiled(home)))) {
            soak.runVisits(SHORT_VISITS);
            soak.report();
            assertFalse(soak.grown().isEmpty(), "not caught");
        }
    }
}
