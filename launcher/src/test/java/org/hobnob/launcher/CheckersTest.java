package org.hobnob.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Scripts and YAML, by the checkers that Debian has for them; skipped where one is not installed. */
@Tag("slow")
class CheckersTest {
    private static final Path ROOT = Path.of("..");
    private static final String YAML_RULES = "{extends: default, rules: {line-length: disable, document-start: disable,"
            + " truthy: {check-keys: false, allowed-values: ['true', 'false', 'on', 'off']},"
            + " braces: {max-spaces-inside: 1}}}";

    @Test
    void scriptsPassShellcheck() throws Exception {
        check(List.of("shellcheck"), List.of(ROOT.resolve("launcher/hobnob"), ROOT.resolve(".ci/run")));
    }

    @Test
    void yamlPassesYamllint() throws Exception {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("conf", "docker", ".github")) {
            try (Stream<Path> all = Files.walk(ROOT.resolve(folder))) {
                all.filter(file -> file.toString().matches(".*\\.ya?ml")).forEach(files::add);
            }
        }
        assertTrue(files.size() >= 4, files::toString);
        check(List.of("yamllint", "--strict", "-d", YAML_RULES), files);
    }

    private static void check(List<String> checker, List<Path> files) throws Exception {
        List<String> command = new ArrayList<>(checker);
        files.forEach(file -> command.add(file.toString()));
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException missing) {
            abort("skipped: " + checker.get(0) + " is not installed; run: apt-get install " + checker.get(0));
            return;
        }
        String complaints = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), complaints);
    }
}
