package org.hobnob.launcher.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hobnob.launcher.Main;
import org.hobnob.launcher.cli.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the shipped unit of systemd does about the exit codes of a registry. */
class ServiceUnitTest {
    private static final Path UNIT = Path.of("../conf/hobnob-registry.service");

    private Map<String, String> unit;

    @BeforeEach
    void read() throws IOException {
        unit = Files.readAllLines(UNIT).stream()
                .filter(line -> line.matches("[A-Za-z]+=.*"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    private boolean isRestartedAfter(ExitCode code) {
        Set<String> prevented = Set.of(unit.get("RestartPreventExitStatus").split(" "));
        return code != ExitCode.OK && !prevented.contains(Integer.toString(code.number()));
    }

    @Test
    void registryWithAFaultIsStartedAgain() {
        assertEquals("on-failure", unit.get("Restart"));
        assertTrue(isRestartedAfter(ExitCode.INTERNAL));
        assertTrue(isRestartedAfter(ExitCode.NETWORK));
    }

    @Test
    void whatSomebodyMustMendIsNotTriedForEver() {
        assertFalse(isRestartedAfter(ExitCode.USER_FIXABLE));
        assertFalse(isRestartedAfter(ExitCode.USAGE));
        int tries = Integer.parseInt(unit.get("StartLimitBurst"));
        int withinS = Integer.parseInt(unit.get("StartLimitIntervalSec"));
        int pauseS = Integer.parseInt(unit.get("RestartSec"));
        assertTrue(tries * pauseS < withinS, "the limit of starts is never reached");
    }

    @Test
    void commandOfTheUnitIsOne() {
        List<String> words = Arrays.asList(unit.get("ExecStart").split(" "));
        assertEquals("/opt/hobnob/bin/hobnob", words.get(0));
        String[] arguments = words.subList(1, words.size()).toArray(String[]::new);
        CommandLine.ParseResult parsed = Main.commandLine(arguments).parseArgs(arguments);
        assertEquals("registry", parsed.subcommand().commandSpec().name());
    }

    @Test
    void dataAreInTheFolderThatTheUnitMakes() {
        assertTrue(unit.get("ExecStart").endsWith("--data /var/lib/" + unit.get("StateDirectory")));
        assertTrue(unit.get("Environment").contains("XDG_CACHE_HOME=/var/cache/" + unit.get("CacheDirectory")));
    }
}
