package org.hobnob.registry;

import java.nio.file.Path;
import org.hobnob.registry.keepalive.Patience;
import org.hobnob.testing.ConformanceRunner;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The registry against the checks of {@code protocol/conformance}, which follow SPEC 3 to 6 and not this code. */
@Tag("slow")
class RegistryConformanceTest {
    /** On a busy machine the users of a check may be silent for a while; the checks of silence name their own times. */
    private static final Patience PATIENT = new Patience(6_000, 6_000, 2_000);

    @Test
    @Timeout(120)
    void registryPassesTheChecksInPython(@TempDir Path folder) {
        try (RegistryFixture registry = RegistryFixture.start(folder, new TestSettings().patience(PATIENT))) {
            ConformanceRunner.check(
                    "--registry",
                    "127.0.0.1:" + registry.port(),
                    "--pin",
                    registry.registry().pin().toString(),
                    "--udp",
                    "" + registry.udpPort());
        }
    }
}
