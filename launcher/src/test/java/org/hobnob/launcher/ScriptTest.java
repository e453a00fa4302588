package org.hobnob.launcher;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code launcher/hobnob} in a tree of its own, with a Maven and Javas that only say what they are told. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Tag("slow")
class ScriptTest {
    private static final String MAVEN = """
            #!/usr/bin/env bash
            echo "mvn $*" >> "$FAKE_LOG"
            root=$3
            root=${root%/pom.xml}
            while [[ -n ${FAKE_GATE:-} && ! -e $FAKE_GATE ]]; do sleep 0.05; done
            mkdir -p "$root/launcher/target/lib"
            touch "$root/launcher/target/lib/hobnob-launcher-1.jar"
            echo "what Maven says"
            exit "${FAKE_MVN_STATUS:-0}"
            """;
    private static final String JAVA = """
            #!/usr/bin/env bash
            printf '<%s>' "$0" "$@"
            """;

    private record Result(int status, String out, String err) {}

    @TempDir
    Path folder;

    private Path root;
    private Path script;
    private Path tools;
    private Path log;

    @BeforeEach
    void growTree() throws IOException {
        root = folder.resolve("a path with blanks");
        tools = Files.createDirectories(folder.resolve("tools"));
        log = folder.resolve("log");
        Files.createDirectories(root.resolve("launcher/src/main"));
        Files.createDirectories(root.resolve("protocol/src/main"));
        Files.writeString(root.resolve("protocol/src/main/A.java"), "");
        Files.writeString(root.resolve("protocol/pom.xml"), "");
        Files.writeString(root.resolve("pom.xml"), "");
        options(root);
        script = Files.copy(Path.of("hobnob"), root.resolve("launcher/hobnob"));
        executable(tools.resolve("mvn"), MAVEN);
        jdk("jdk-11", "11.0.2");
        jdk("jdk-17", "17.0.1");
        jdk("jdk-25", "25");
    }

    private static void options(Path program) throws IOException {
        Files.writeString(Files.createDirectories(program.resolve("conf")).resolve("java-options"), """
                # command from options
                any 17 -Dfor.all
                any 24 --sun-misc-unsafe-memory-access=allow
                registry 17 -XX:+UseG1GC -Xmx512m

                registry 25 -Dfor.registries.from.25
                other 17 -XX:+UseSerialGC
                """);
    }

    private void jdk(String name, String version) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("jvm").resolve(name).resolve("bin"));
        executable(bin.resolve("java"), JAVA);
        executable(bin.resolve("javac"), JAVA);
        Files.writeString(bin.resolveSibling("release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Result hobnob(Map<String, String> environment, String... args) throws Exception {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        Process process = start(environment, out, err, args);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the script hangs");
        return new Result(process.exitValue(), read(out), read(err));
    }

    private Process start(Map<String, String> environment, Path out, Path err, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", script.toString()));
        command.addAll(List.of(args));
        return start(command, environment, out, err);
    }

    private Process start(List<String> command, Map<String, String> environment, Path out, Path err)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("HOBNOB_") || name.equals("JAVA_HOME"));
        builder.environment().put("PATH", tools + ":/usr/bin:/bin");
        builder.environment().put("FAKE_LOG", log.toString());
        builder.environment().put("HOBNOB_JVM_DIR", folder.resolve("jvm").toString());
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private Result hobnob(String... args) throws Exception {
        return hobnob(Map.of(), args);
    }

    private static String read(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }

    private long builds() throws IOException {
        return read(log).lines().filter(line -> line.endsWith(" package")).count();
    }

    @Test
    void theFirstRunBuildsAndSaysSoAndTheSecondIsQuiet() throws Exception {
        Result first = hobnob("registry", "--name", "two words");
        assertEquals(0, first.status(), first::toString);
        assertEquals("hobnob: building, which takes a minute the first time\n", first.err());
        assertTrue(first.out().endsWith("<registry><--name><two words>"), first::out);
        assertTrue(first.out().contains("<-Dhobnob.home=" + root.toRealPath() + ">"), first::out);
        Result second = hobnob("--version");
        assertEquals("", second.err());
        assertEquals(1, builds());
    }

    @Test
    void changedSourcesAreBuiltAnew() throws Exception {
        hobnob("--version");
        Path source = root.resolve("protocol/src/main/A.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        hobnob("--version");
        assertEquals(2, builds());
    }

    @Test
    void aFailedBuildEndsItAndIsTriedAgain() throws Exception {
        Result failed = hobnob(Map.of("FAKE_MVN_STATUS", "1"), "--version");
        assertEquals(70, failed.status(), failed::toString);
        assertTrue(failed.out().isEmpty(), failed::out);
        assertTrue(failed.err().contains("what Maven says\nhobnob: the build failed"), failed::err);
        assertEquals(0, hobnob("--version").status());
        assertEquals(2, builds());
    }

    /** The tree of an unpacked archive: the same script, one folder up from what it starts. */
    private void unpackArchive() throws IOException {
        root = folder.resolve("unpacked here");
        Files.createDirectories(root.resolve("lib"));
        Files.createFile(root.resolve("lib/hobnob-launcher-1.jar"));
        script = Files.copy(script, Files.createDirectories(root.resolve("bin")).resolve("hobnob"));
        options(root);
    }

    @Test
    void anArchiveIsNeverBuilt() throws Exception {
        unpackArchive();
        Result result = hobnob("peer");
        assertEquals(0, result.status(), result::toString);
        assertEquals("", result.err());
        String jar = root.toRealPath() + "/lib/hobnob-launcher-1.jar";
        assertTrue(result.out().endsWith("<-jar><" + jar + "><peer>"), result::out);
        assertTrue(result.out().contains("<-Dhobnob.home=" + root.toRealPath() + ">"), result::out);
        assertEquals("", read(log));
    }

    @Test
    void anArchiveInstallsNothing() throws Exception {
        unpackArchive();
        executable(tools.resolve("apt-get"), "echo apt-get >> \"$FAKE_LOG\"\n");
        Result result = hobnob(withoutJava(), "--version");
        assertEquals(1, result.status(), result::toString);
        assertTrue(result.err().startsWith("hobnob: Java (17 or later) is missing: run: apt-get install"), result::err);
        assertEquals("", read(log));
    }

    @Test
    void theJarBuiltLastIsTaken() throws Exception {
        unpackArchive();
        Path newer = Files.createFile(root.resolve("lib/hobnob-launcher-0.jar"));
        Files.setLastModifiedTime(newer, FileTime.from(Instant.now().plusSeconds(60)));
        assertTrue(hobnob("--version").out().contains("hobnob-launcher-0.jar>"));
    }

    @Test
    void theNewestJavaIsTakenUnlessASuitableOneIsNamed() throws Exception {
        Path jvm = folder.resolve("jvm");
        assertTrue(hobnob("--version").out().startsWith("<" + jvm + "/jdk-25/bin/java>"));
        Result named = hobnob(Map.of("JAVA_HOME", jvm.resolve("jdk-17").toString()), "--version");
        assertTrue(named.out().startsWith("<" + jvm + "/jdk-17/bin/java>"), named::out);
        assertFalse(named.out().contains("unsafe"), "17 does not know that option");
        Result tooOld = hobnob(Map.of("JAVA_HOME", jvm.resolve("jdk-11").toString()), "--version");
        assertTrue(tooOld.out().startsWith("<" + jvm + "/jdk-25/bin/java>"), tooOld::out);
        assertTrue(tooOld.out().contains("<--sun-misc-unsafe-memory-access=allow>"), tooOld::out);
    }

    @Test
    void testRunsTheWholeTestBuildAndGivesItsStatus() throws Exception {
        assertEquals(0, hobnob("test").status());
        assertEquals("mvn -B -f " + root.toRealPath() + "/pom.xml verify\n", read(log));
        assertEquals(3, hobnob(Map.of("FAKE_MVN_STATUS", "3"), "test").status());
    }

    @Test
    void testQuickRunsTheQuickTests() throws Exception {
        assertEquals(0, hobnob("test", "quick").status());
        assertEquals("mvn -B -f " + root.toRealPath() + "/pom.xml -Pquick test\n", read(log));
    }

    /** Only these few programs are found; Java is not. */
    private Map<String, String> withoutJava() throws IOException {
        Path few = Files.createDirectories(folder.resolve("few"));
        for (String tool :
                List.of("bash", "cat", "dirname", "find", "flock", "mkdir", "mv", "readlink", "sed", "touch")) {
            for (Path bin : List.of(Path.of("/bin"), Path.of("/usr/bin"))) {
                if (Files.exists(bin.resolve(tool)) && !Files.exists(few.resolve(tool))) {
                    Files.createSymbolicLink(few.resolve(tool), bin.resolve(tool));
                }
            }
        }
        return Map.of(
                "PATH",
                tools + ":" + few,
                "HOBNOB_JVM_DIR",
                folder.resolve("none").toString());
    }

    @Test
    void withoutJavaAndAptItSaysWhatToRun() throws Exception {
        Result result = hobnob(withoutJava(), "--version");
        assertEquals(1, result.status(), result::toString);
        assertTrue(result.err().startsWith("hobnob: a JDK (17 or later) is missing: run: dnf install"), result::err);
    }

    @Test
    void onDebianRootInstallsJavaWithoutATerminalAndOthersAreToldHow() throws Exception {
        executable(tools.resolve("apt-get"), """
                #!/usr/bin/env bash
                echo "apt-get $*" >> "$FAKE_LOG"
                if [[ $1 == install ]]; then mv "$FAKE_JVM" "$HOBNOB_JVM_DIR"; fi
                """);
        Map<String, String> environment = new HashMap<>(withoutJava());
        environment.put("FAKE_JVM", folder.resolve("jvm").toString());
        Result result = hobnob(environment, "--version");
        String install = "apt-get install -y --no-install-recommends default-jdk-headless";
        if (System.getProperty("user.name").equals("root")) {
            assertEquals(0, result.status(), result::toString);
            assertTrue(read(log).startsWith("apt-get update\n" + install + "\n"), read(log));
        } else {
            assertEquals(1, result.status(), result::toString);
            assertTrue(result.err().contains("run: sudo sh -c 'apt-get update && " + install + "'"), result::err);
        }
    }

    @Test
    void continuousIntegrationRunsTheSame() throws Exception {
        Files.copy(
                Path.of("..", ".ci", "run"),
                Files.createDirectories(root.resolve(".ci")).resolve("run"));
        for (String checker : List.of("shellcheck", "yamllint")) {
            executable(tools.resolve(checker), "#!/bin/sh\n");
        }
        Process run = start(
                List.of("bash", root.resolve(".ci/run").toString()),
                Map.of("CI", "true"),
                folder.resolve("out"),
                folder.resolve("err"));
        assertTrue(run.waitFor(30, TimeUnit.SECONDS), "the script hangs");
        assertEquals(0, run.exitValue());
        assertEquals("mvn -B -f " + root.toRealPath() + "/pom.xml verify\n", read(log));
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        Path gate = folder.resolve("gate");
        Path err = folder.resolve("second-err");
        Map<String, String> gated = Map.of("FAKE_GATE", gate.toString());
        Process first = start(gated, folder.resolve("first-out"), folder.resolve("first-err"), "--version");
        await().until(() -> builds() == 1);
        Process second = start(gated, folder.resolve("second-out"), err, "--version");
        await().until(() -> read(err).equals("hobnob: waiting for another build\n"));
        Files.createFile(gate);
        for (Process process : List.of(first, second)) {
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the script hangs");
            assertEquals(0, process.exitValue());
        }
        assertEquals(1, builds());
    }

    @Test
    void optionsOfACommandComeFromTheFile() throws Exception {
        String registry = hobnob("registry").out();
        assertTrue(
                registry.contains("<-Dfor.all><--sun-misc-unsafe-memory-access=allow>"
                        + "<-XX:+UseG1GC><-Xmx512m><-Dfor.registries.from.25><-jar>"),
                registry);
        String older = hobnob(Map.of("JAVA_HOME", folder.resolve("jvm/jdk-17").toString()), "registry")
                .out();
        assertTrue(older.contains("<-Dfor.all><-XX:+UseG1GC><-Xmx512m><-jar>"), older);
        String other = hobnob("secrets").out();
        assertTrue(other.contains("<-XX:+UseSerialGC><-jar>"), other);
    }

    @Test
    void optionsOfAnOperatorComeLastAndReplaceTheCollector() throws Exception {
        String out = hobnob(Map.of("HOBNOB_JAVA_OPTS", "-Xmx1g -XX:+UseZGC"), "registry")
                .out();
        assertTrue(out.contains("<-Xmx512m><-Dfor.registries.from.25><-Xmx1g><-XX:+UseZGC><-jar>"), out);
        assertFalse(out.contains("UseG1GC"), out);
    }

    @Test
    void missingOptionsAreNamed() throws Exception {
        hobnob("--version");
        Files.delete(root.resolve("conf/java-options"));
        Result result = hobnob("--version");
        assertEquals(1, result.status());
        assertTrue(result.err().endsWith("/conf/java-options is missing: unpack the archive anew\n"), result::err);
    }

    /** A Java whose archive maker leaves the archive that it is asked for. */
    private void archivingJava() throws IOException {
        executable(folder.resolve("jvm/jdk-25/bin/java"), """
                #!/usr/bin/env bash
                for last; do true; done
                case " $* " in
                    *ArchiveMaker*) echo made > "$last"; echo "made $last" >> "$FAKE_LOG" ;;
                    *) printf '<%s>' "$@" ;;
                esac
                """);
    }

    private List<Path> classArchives() throws IOException {
        Path cache = folder.resolve("cache");
        if (!Files.exists(cache)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void classArchiveIsMadeAtTheFirstStartAndUsedFromTheSecondOn() throws Exception {
        archivingJava();
        assertFalse(hobnob("registry").out().contains("AOTCache"));
        await().until(() -> classArchives().size() == 1);
        String second = hobnob("registry").out();
        assertTrue(second.contains("<-XX:AOTCache=" + classArchives().get(0) + ">"), second);
        assertFalse(hobnob("secrets").out().contains("AOTCache"));
    }

    @Test
    void classArchiveOfOtherJarsIsNotUsed() throws Exception {
        archivingJava();
        hobnob("registry");
        await().until(() -> classArchives().size() == 1);
        Files.writeString(root.resolve("launcher/target/lib/other.jar"), "new");
        assertFalse(hobnob("registry").out().contains("AOTCache"));
        await().until(() -> classArchives().size() == 2);
    }

    @Test
    void withoutACacheTheCommandStartsQuietly() throws Exception {
        Files.writeString(folder.resolve("no-folder"), "");
        hobnob("--version");
        Result result =
                hobnob(Map.of("XDG_CACHE_HOME", folder.resolve("no-folder").toString()), "registry");
        assertEquals(0, result.status());
        assertEquals("", result.err());
        assertFalse(result.out().contains("AOTCache"), result::out);
    }
}
