package org.hobnob.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the checks of {@code protocol/conformance}, a reading of SPEC.md in another language, on the vectors. */
class ConformanceTest {
    @Test
    @Timeout(60)
    void vectorsHoldForTheRunnerInPython() throws IOException, InterruptedException {
        assumeTrue(hasPython(), "skipped: there is no python3 (3.9 or newer) to run protocol/conformance with");
        Process runner = new ProcessBuilder("python3", "-B", "conformance/run.py")
                .redirectErrorStream(true)
                .start();
        String said = new String(runner.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, runner.waitFor(), said);
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            Process version = new ProcessBuilder("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 9))")
                    .redirectErrorStream(true)
                    .start();
            version.getInputStream().readAllBytes();
            return version.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
