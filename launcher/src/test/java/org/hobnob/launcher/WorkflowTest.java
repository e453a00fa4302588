package org.hobnob.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hobnob.launcher.cli.Version;
import org.hobnob.net.Interfaces;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The workflow for GitHub names what is there: nobody runs it here. */
class WorkflowTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern VARIABLE = Pattern.compile("HOBNOB_[A-Z_]+");
    private static final Pattern CHOSEN_TESTS = Pattern.compile("-Dtest=([\\w,]+)");
    private static final Pattern MODULE = Pattern.compile("-pl (\\S+)");
    private static final Pattern PINNED = Pattern.compile("uses: [\\w-]+/[\\w-]+@[0-9a-f]{40}  # v\\d+\\.\\d+\\.\\d+");

    private String text;
    private Map<?, ?> workflow;

    @BeforeEach
    void read() throws IOException {
        text = Files.readString(ROOT.resolve(".github/workflows/test.yml"));
        workflow = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    private Map<?, ?> job(String name) {
        return (Map<?, ?>) ((Map<?, ?>) workflow.get("jobs")).get(name);
    }

    private List<Map<?, ?>> steps() {
        return Stream.of("everything", "mongodb")
                .flatMap(name -> ((List<?>) job(name).get("steps")).stream())
                .<Map<?, ?>>map(step -> (Map<?, ?>) step)
                .toList();
    }

    @Test
    void itMayReadTheSourcesAndNoMore() {
        assertEquals(Map.of("contents", "read"), workflow.get("permissions"));
        assertEquals(Set.of("everything", "mongodb"), ((Map<?, ?>) workflow.get("jobs")).keySet());
        ((Map<?, ?>) workflow.get("jobs"))
                .values()
                .forEach(job -> assertTrue(!((Map<?, ?>) job).containsKey("permissions")));
    }

    @Test
    void thirdPartyActionsArePinnedByHash() {
        long used = steps().stream().filter(step -> step.containsKey("uses")).count();
        assertEquals(4, used);
        assertEquals(used, PINNED.matcher(text).results().count());
    }

    @Test
    void everySystemRunsTheOldestAndANewJava() throws IOException {
        String oldest =
                Files.readString(ROOT.resolve("pom.xml")).replaceFirst("(?s).*<maven.compiler.release>(\\d+)<.*", "$1");
        Map<?, ?> matrix = (Map<?, ?>) ((Map<?, ?>) job("everything").get("strategy")).get("matrix");
        Set<String> tried = new HashSet<>();
        for (Object combination : (List<?>) matrix.get("include")) {
            Map<?, ?> one = (Map<?, ?>) combination;
            tried.add(one.get("os").toString().replaceFirst("-.*", "") + " " + one.get("java"));
            assertTrue(one.get("loopback") instanceof String, one::toString);
        }
        for (String os : List.of("ubuntu", "macos", "windows")) {
            assertTrue(tried.containsAll(Set.of(os + " " + oldest, os + " 25")), () -> os + " of " + tried);
        }
    }

    @Test
    void itsVariablesAreReadBySomebody() throws IOException {
        Set<String> named = new HashSet<>();
        VARIABLE.matcher(text).results().forEach(found -> named.add(found.group()));
        assertEquals(Set.of(Interfaces.ENVIRONMENT_KEY, "HOBNOB_TEST_MONGO_URI"), named);
        for (Path test : mongoTests()) {
            assertTrue(Files.readString(test).contains("\"HOBNOB_TEST_MONGO_URI\""), test::toString);
        }
    }

    @Test
    void itsModulesTestsAndScriptsExist() throws IOException {
        Matcher module = MODULE.matcher(text);
        assertTrue(module.find());
        assertTrue(Files.readString(ROOT.resolve("pom.xml")).contains("<module>" + module.group(1) + "</module>"));
        assertEquals(3, mongoTests().size());
        assertTrue(text.contains("run: launcher/hobnob test\n"));
        assertTrue(Files.isExecutable(ROOT.resolve("launcher/hobnob")));
        assertTrue(text.contains(
                "launcher/target/" + Archives.TAR.getFileName().toString().replace(Version.number(), "*")));
    }

    private List<Path> mongoTests() throws IOException {
        Matcher chosen = CHOSEN_TESTS.matcher(text);
        assertTrue(chosen.find());
        Set<String> names = Set.of(chosen.group(1).split(","));
        try (Stream<Path> all = Files.walk(ROOT.resolve("verticles/src/test/java"))) {
            return all.filter(
                            file -> names.contains(file.getFileName().toString().replace(".java", "")))
                    .toList();
        }
    }
}
