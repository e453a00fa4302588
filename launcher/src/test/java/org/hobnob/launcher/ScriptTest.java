package org.hobnob.launcher;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The script {@code launcher/hobnob} in a tree of its own, with a Maven and Javas that only say what they are told. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Tag("slow")
class ScriptTest extends ScriptTree {
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
}
