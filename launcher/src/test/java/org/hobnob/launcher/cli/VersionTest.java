package org.hobnob.launcher.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VersionTest {
    @Test
    void theVersionIsTheProjects() {
        assertTrue(Version.number().matches("[0-9]+\\.[0-9]+\\.[0-9]+.*"), Version::number);
    }

    @Test
    void exitStatusesAreFixed() {
        int[] numbers =
                Arrays.stream(ExitCode.values()).mapToInt(ExitCode::number).toArray();
        assertEquals("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 70, 130]", Arrays.toString(numbers));
    }
}
