package org.hobnob.launcher.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.hobnob.launcher.Main;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bench as a process of its own. */
@Tag("slow")
class BenchProcessTest {
    @Test
    void endingItEarlyEndsItsRegistryToo(@TempDir Path temporary) throws Exception {
        Process bench = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "bench",
                        "--peers",
                        "10")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(bench.getErrorStream(), StandardCharsets.UTF_8))) {
            // Before it, a newer Java may warn of what libraries do.
            assertTrue(lines.lines().anyMatch(line -> line.startsWith("bench: ")));
            List<ProcessHandle> children = bench.children().toList();
            assertFalse(children.isEmpty());

            bench.destroy();

            assertTrue(bench.waitFor(20, TimeUnit.SECONDS));
            Awaitility.await("the registry and the floor end")
                    .atMost(20, TimeUnit.SECONDS)
                    .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
            assertEquals(Set.of(), BenchCommandTest.registryFolders(temporary));
        } finally {
            bench.destroyForcibly();
        }
    }
}
