package org.hobnob.launcher.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JavaOptionsTest {
    private final JavaOptions options = JavaOptions.parse(Stream.of(
            "# command from options",
            "",
            "any       17  -Da",
            "registry  17  -XX:+UseG1GC -Xmx512m",
            "registry  25  -Db",
            "other     17  -XX:+UseSerialGC"));

    @Test
    void commandHasItsOwnRowsAndThoseForAll() {
        assertEquals(List.of("-Da", "-XX:+UseG1GC", "-Xmx512m"), options.of("registry", 17, List.of()));
    }

    @Test
    void laterJavaHasItsRowsToo() {
        assertEquals(List.of("-Da", "-XX:+UseG1GC", "-Xmx512m", "-Db"), options.of("registry", 25, List.of()));
    }

    @Test
    void commandWithoutRowsHasThoseOfTheOthers() {
        assertEquals(List.of("-Da", "-XX:+UseSerialGC"), options.of("secrets", 17, List.of()));
    }

    @Test
    void operatorsOptionsComeLast() {
        assertEquals(
                List.of("-Da", "-XX:+UseG1GC", "-Xmx512m", "-Xmx1g"), options.of("registry", 17, List.of("-Xmx1g")));
    }

    @Test
    void operatorsCollectorReplacesOurs() {
        assertEquals(List.of("-Da", "-Xmx512m", "-XX:+UseZGC"), options.of("registry", 17, List.of("-XX:+UseZGC")));
    }

    @Test
    void shippedFileBoundsTheHeapOfEachCommand() throws IOException {
        JavaOptions shipped;
        try (Stream<String> lines = Files.lines(Path.of("..", "conf", "java-options"))) {
            shipped = JavaOptions.parse(lines);
        }
        for (String command : List.of("registry", "store", "bench", "peer", "demo", "cluster", "identity", "secrets")) {
            List<String> of = shipped.of(command, 17, List.of());
            assertEquals(
                    1, of.stream().filter(option -> option.startsWith("-Xmx")).count(), command + of);
            assertEquals(
                    1,
                    of.stream()
                            .filter(option -> option.matches("-XX:\\+Use.*GC"))
                            .count(),
                    command + of);
            assertFalse(of.contains("--sun-misc-unsafe-memory-access=allow"), "17 does not know that option");
            assertTrue(of.contains("-Djava.net.preferIPv4Stack=true"), command);
        }
    }
}
