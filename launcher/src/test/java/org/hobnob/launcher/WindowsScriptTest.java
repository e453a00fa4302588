package org.hobnob.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code hobnob.cmd} does for Windows what the shell script does elsewhere: compared as texts, for nothing here runs it. */
class WindowsScriptTest {
    private final String cmd = read("hobnob.cmd");
    private final String shell = read("hobnob");

    private static String read(String script) {
        try {
            return Files.readString(Path.of(script));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void bothReadTheOptionsOfCommands() {
        assertTrue(shell.contains("$root/conf/java-options"));
        assertTrue(cmd.contains("%~dp0..\\conf\\java-options"));
        assertFalse(shell.contains("-Xmx") || cmd.contains("-Xmx"), "options of their own");
    }

    @Test
    void bothMakeTheSameArchives() {
        assertTrue(shell.contains("$1 == registry || $1 == peer"));
        assertEquals(
                2, cmd.lines().filter(line -> line.endsWith(" goto archive")).count());
        for (String text : List.of(
                "org.hobnob.launcher.archive.ArchiveMaker",
                "-XX:AOTCache=",
                "-XX:SharedArchiveFile=",
                "-Xlog:aot*=off",
                "-Xlog:cds*=off",
                " 25")) {
            assertTrue(shell.contains(text) && cmd.contains(text), text);
        }
    }

    @Test
    void itAsksForTheSameJava() {
        assertTrue(shell.contains("min_java=17\n"));
        assertTrue(cmd.contains("if %MAJOR% lss 17 "));
    }

    @Test
    void itLooksForTheProgramInTheSamePlaces() {
        for (String name : List.of("hobnob-launcher-", "JAVA_HOME", "HOBNOB_JAVA_OPTS")) {
            assertTrue(cmd.contains(name) && shell.contains(name), name);
        }
        assertTrue(cmd.contains("%~dp0..\\lib") && shell.contains("lib=$root/lib"));
        assertTrue(cmd.contains("%~dp0target\\lib") && shell.contains("lib=$target/lib"));
    }

    @Test
    void itSpeaksTheLanguageOfItsSystem() {
        for (String foreign : List.of("[[", "$(", "${", "#!", "`", "fi\n", "/dev/null", "\t")) {
            assertFalse(cmd.contains(foreign), foreign);
        }
        long opened = cmd.chars().filter(c -> c == '(').count();
        assertEquals(opened, cmd.chars().filter(c -> c == ')').count());
        cmd.lines()
                .forEach(line ->
                        assertEquals(0, line.chars().filter(c -> c == '"').count() % 2, line));
    }

    @Test
    void argumentsAndExitStatusPass() {
        assertTrue(cmd.stripTrailing().endsWith("-jar \"%JAR%\" %*\r\nexit /b %ERRORLEVEL%"), cmd);
    }
}
