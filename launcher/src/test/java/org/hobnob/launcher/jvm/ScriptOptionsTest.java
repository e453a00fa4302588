package org.hobnob.launcher.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hobnob.launcher.ScriptTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The script gives Java what {@link JavaOptions} reads from the same file. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Tag("slow")
class ScriptOptionsTest extends ScriptTree {
    /** What the script adds behind the file's options, so that the program learns that memory has run out. */
    private static final String MEMORY_WATCH = "<-XX:OnOutOfMemoryError=echo>&8><-Dhobnob.memory-watch=/dev/fd/8>";

    private Path file;

    @BeforeEach
    void unpack() throws IOException {
        unpackArchive();
        file = root.resolve("conf/java-options");
    }

    private List<String> ofScript(String command, int version, String operators) throws Exception {
        Result result = hobnob(
                Map.of(
                        "JAVA_HOME",
                        folder.resolve("jvm").resolve("jdk-" + version).toString(),
                        "HOBNOB_JAVA_OPTS",
                        operators),
                command);
        assertEquals("", result.err());
        assertTrue(result.out().contains(MEMORY_WATCH), result::out);
        List<String> words = Stream.of(result.out().replace(MEMORY_WATCH, "").split("[<>]+"))
                .filter(word -> !word.isEmpty())
                .toList();
        assertEquals("-Dhobnob.home=" + root.toRealPath(), words.get(1));
        return words.subList(2, words.indexOf("-jar"));
    }

    private List<String> ofFile(String command, int version, String operators) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            List<String> words = operators.isEmpty() ? List.of() : List.of(operators.split(" "));
            return JavaOptions.parse(lines).of(command, version, words);
        }
    }

    private void assertSame(String command, int version, String operators) throws Exception {
        assertEquals(ofFile(command, version, operators), ofScript(command, version, operators));
    }

    @Test
    void everyCommandGetsItsRows() throws Exception {
        for (String command : List.of("registry", "peer", "bench", "--version")) {
            assertSame(command, 17, "");
            assertSame(command, 25, "");
        }
    }

    @Test
    void operatorsOptionsWin() throws Exception {
        assertSame("registry", 25, "-Xmx2g -Dx=y");
        assertSame("registry", 17, "-XX:+UseZGC");
    }

    @Test
    void changedFileIsObeyed() throws Exception {
        Files.writeString(file, "any 17 -Dchanged\nother 17 -Xmx1m\npeer 25 -Xmx2m\n");
        assertEquals(List.of("-Dchanged", "-Xmx1m"), ofScript("peer", 17, ""));
        assertEquals(List.of("-Dchanged", "-Xmx2m"), ofScript("peer", 25, ""));
    }

    @Test
    void missingFileIsTold() throws Exception {
        Files.delete(file);
        Result result = hobnob("--version");
        assertEquals(1, result.status(), result::toString);
        assertTrue(result.err().endsWith("conf/java-options is missing: unpack the archive anew\n"), result::err);
    }
}
