package org.hobnob.launcher;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code hobnob.cmd} does for Windows what the shell script does elsewhere: compared as texts, for nothing here runs it. */
class WindowsScriptTest {
    private static final Pattern OPTION = Pattern.compile("-(?:D[a-z]|-[a-z]|XX:)[^\\s\")%$]*(?=[\\s\")%$])");
    private static final Pattern COMMANDS = Pattern.compile("registry[ |]+store[ |]+bench[ |]+demo");

    private final String cmd = read("hobnob.cmd");
    private final String shell = read("hobnob");

    private static String read(String script) {
        try {
            return Files.readString(Path.of(script));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Set<String> javaOptions(String text) {
        return OPTION.matcher(text)
                .results()
                .map(found -> found.group().replaceFirst("home=.*", "home="))
                .collect(toCollection(TreeSet::new));
    }

    private String shellOptions() {
        int begin = shell.indexOf("java_options() {");
        return shell.substring(begin, shell.indexOf("\n}\n", begin));
    }

    private String cmdOptions() {
        return cmd.substring(cmd.indexOf("set OPTIONS="));
    }

    @Test
    void itGivesJavaTheSameOptions() {
        Set<String> options = javaOptions(shellOptions());
        assertEquals(6, options.size(), options::toString);
        assertEquals(options, javaOptions(cmdOptions()));
    }

    @Test
    void itKnowsTheSameCommandsThatRunLong() {
        assertEquals(1, COMMANDS.matcher(shellOptions()).results().count());
        assertEquals(1, COMMANDS.matcher(cmdOptions()).results().count());
    }

    @Test
    void itAsksForTheSameJava() {
        assertTrue(shell.contains("min_java=17\n"));
        assertTrue(cmd.contains("if %MAJOR% lss 17 "));
        assertTrue(shellOptions().contains(">= 24"));
        assertTrue(cmd.contains("if %MAJOR% geq 24 "));
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
