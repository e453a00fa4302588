package org.hobnob.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code protocol/conformance/run.py}, a reading of SPEC.md in another language, on running programs. */
public final class ConformanceRunner {
    private static final String RUNNER = "../protocol/conformance/run.py";
    /** The runner lacks what it needs. */
    private static final int NOTHING_CHECKED = 75;

    private ConformanceRunner() {}

    /** Fails where any check fails; the test is skipped where there is no python3, or it lacks the package cryptography. */
    public static void check(String... options) {
        List<String> command = new ArrayList<>(List.of("python3", "-B", RUNNER));
        command.addAll(List.of(options));
        Process runner = started(command);
        assumeTrue(runner != null, "skipped: there is no python3 to run protocol/conformance with");
        try {
            String said = new String(runner.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = runner.waitFor();
            assumeTrue(status != NOTHING_CHECKED, said);
            assertEquals(0, status, said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            runner.destroy();
        }
    }

    /** Null where there is no such program. */
    private static Process started(List<String> command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return null;
        }
    }
}
