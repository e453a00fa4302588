package org.hobnob.launcher.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hobnob.launcher.Main;
import org.junit.jupiter.api.Test;

/** The file {@code conf/java-options}, and how it is read. */
class JavaOptionsTest {
    private static final JavaOptions ROWS = JavaOptions.parse(Stream.of(
            "# a comment of three words",
            "any       17   -Da -Db",
            "any       24   -Dc",
            "",
            "registry  17   -XX:+UseG1GC -Xmx5m",
            "registry  25   -Xnew",
            "other     17   -XX:+UseSerialGC"));

    private static JavaOptions shipped() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("..", "conf", "java-options"))) {
            return JavaOptions.parse(lines);
        }
    }

    @Test
    void commandHasItsOwnRowsAndThoseOfAny() {
        assertEquals(List.of("-Da", "-Db", "-XX:+UseG1GC", "-Xmx5m"), ROWS.of("registry", 17, List.of()));
    }

    @Test
    void newerJavaTakesMoreRows() {
        assertEquals(
                List.of("-Da", "-Db", "-Dc", "-XX:+UseG1GC", "-Xmx5m", "-Xnew"), ROWS.of("registry", 25, List.of()));
    }

    @Test
    void commandWithoutRowsHasThoseOfOther() {
        assertEquals(List.of("-Da", "-Db", "-XX:+UseSerialGC"), ROWS.of("peer", 17, List.of()));
    }

    @Test
    void operatorsOptionsComeLast() {
        assertEquals(
                List.of("-Da", "-Db", "-XX:+UseG1GC", "-Xmx5m", "-Xmx9m"), ROWS.of("registry", 17, List.of("-Xmx9m")));
    }

    @Test
    void operatorsCollectorReplacesOurs() {
        assertEquals(List.of("-Da", "-Db", "-Xmx5m", "-XX:+UseZGC"), ROWS.of("registry", 17, List.of("-XX:+UseZGC")));
    }

    @Test
    void everyCommandHasABoundedHeapAndOneCollector() throws IOException {
        List<String> commands =
                new ArrayList<>(Main.commandLine().getSubcommands().keySet());
        commands.add("--version");
        for (String command : commands) {
            for (int version : new int[] {17, 25}) {
                List<String> options = shipped().of(command, version, List.of());
                assertEquals(
                        1,
                        options.stream().filter(one -> one.startsWith("-Xmx")).count(),
                        command);
                assertEquals(
                        1,
                        options.stream()
                                .filter(one -> one.matches("-XX:\\+Use\\w+GC"))
                                .count(),
                        command);
            }
        }
    }

    @Test
    void rowsAreForCommandsThatExist() throws IOException {
        List<String> known = new ArrayList<>(List.of("any", "other"));
        known.addAll(Main.commandLine().getSubcommands().keySet());
        shipped().rows().forEach(row -> assertTrue(known.contains(row.command()), row::toString));
    }
}
