package org.hobnob.launcher.archive;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.hobnob.launcher.ScriptTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Which class-data archive the script uses, and when it has one made. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Tag("slow")
class ScriptArchiveTest extends ScriptTree {
    /** As a maker, it writes the archive. */
    private static final String JAVA = """
            #!/usr/bin/env bash
            if [[ $* == *ArchiveMaker* ]]; then
                echo "$*" >> "$FAKE_LOG"
                echo classes > "${@: -1}"
            else
                printf '<%s>' "$0" "$@"
            fi
            """;

    private static final Pattern USED = Pattern.compile("<-XX:(?:AOTCache|SharedArchiveFile)=([^>]*)>");

    private Map<String, String> environment;

    @BeforeEach
    void unpack() throws IOException {
        unpackArchive();
        for (String jdk : List.of("jdk-17", "jdk-25")) {
            executable(folder.resolve("jvm").resolve(jdk).resolve("bin/java"), JAVA);
        }
        // What is made in the background is made at once.
        executable(tools.resolve("sleep"), "#!/bin/sh\n");
        environment =
                new HashMap<>(Map.of("XDG_CACHE_HOME", folder.resolve("a cache").toString()));
    }

    private Optional<Path> used(String command) throws Exception {
        Result result = hobnob(environment, command);
        assertEquals("", result.err());
        return USED.matcher(result.out())
                .results()
                .map((MatchResult match) -> Path.of(match.group(1)))
                .findFirst();
    }

    private Path made(String command) throws Exception {
        Result result = hobnob(environment, "archive", command);
        assertEquals(0, result.status(), result::err);
        return used(command).orElseThrow();
    }

    @Test
    void firstRunHasOneMadeAndLaterOnesUseIt() throws Exception {
        assertEquals(Optional.empty(), used("registry"));
        await().until(() -> used("registry").isPresent());
        assertTrue(read(log).contains("org.hobnob.launcher.archive.ArchiveMaker registry " + folder), read(log));
    }

    @Test
    void javaIsToldToUseItQuietly() throws Exception {
        Path archive = made("peer");
        String out = hobnob(environment, "peer").out();
        assertTrue(out.contains("<-XX:AOTCache=" + archive + "><-Xlog:aot*=off><-Xlog:cds*=off>"), out);
        environment.put("JAVA_HOME", folder.resolve("jvm/jdk-17").toString());
        archive = made("peer");
        out = hobnob(environment, "peer").out();
        assertTrue(out.contains("<-XX:SharedArchiveFile=" + archive + "><-Xshare:auto><-Xlog:cds*=off>"), out);
    }

    @Test
    void changeOfJavaOptionsOrJarsMakesAnother() throws Exception {
        Set<Path> archives = new HashSet<>();
        archives.add(made("peer"));
        archives.add(made("registry"));
        Path jar = root.resolve("lib/hobnob-launcher-1.jar");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
        archives.add(made("peer"));
        Files.writeString(root.resolve("lib/another.jar"), "");
        archives.add(made("peer"));
        Files.writeString(root.resolve("conf/java-options"), "other 17 -Xmx1m\n");
        archives.add(made("peer"));
        Files.writeString(folder.resolve("jvm/jdk-25/lib/modules"), "updated in its place");
        archives.add(made("peer"));
        environment.put("JAVA_HOME", folder.resolve("jvm/jdk-17").toString());
        archives.add(made("peer"));
        assertEquals(7, archives.size(), archives::toString);
    }

    @Test
    void sameProgramFindsItsArchiveAgain() throws Exception {
        assertEquals(made("peer"), made("peer"));
    }

    @Test
    void otherCommandsHaveNone() throws Exception {
        assertEquals(Optional.empty(), used("bench"));
        assertFalse(Files.exists(folder.resolve("a cache")));
    }

    @Test
    void nothingIsMadeWhereTheCacheCannotBeWritten() throws Exception {
        Files.createFile(folder.resolve("a cache"));
        assertEquals(Optional.empty(), used("peer"));
        assertEquals(1, hobnob(environment, "archive", "peer").status());
        assertEquals("", read(log));
    }

    @Test
    void oneThatIsBeingMadeOrFailedIsNotTriedAgain() throws Exception {
        Path archive = made("peer");
        Files.delete(archive);
        Files.delete(log);
        Path work = Files.createDirectory(archive.resolveSibling(archive.getFileName() + ".new"));
        assertEquals(1, hobnob(environment, "archive", "peer").status());
        assertEquals("", read(log));
        Files.setLastModifiedTime(work, FileTime.from(Instant.now().minusSeconds(3700)));
        assertEquals(archive, made("peer"));
    }

    @Test
    void operatorsOwnArchiveGoesBeforeOurs() throws Exception {
        made("peer");
        for (String own : List.of("-Xshare:off", "-XX:SharedArchiveFile=x", "-XX:AOTCache=x")) {
            environment.put("HOBNOB_JAVA_OPTS", own);
            String out = hobnob(environment, "peer").out();
            assertFalse(out.contains(folder.resolve("a cache").toString()), out);
        }
    }

    @Test
    void archiveOfAnotherUserIsNotUsed() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"));
        Path archive = made("peer");
        UserPrincipal nobody =
                archive.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        Files.setOwner(archive, nobody);
        assertEquals(Optional.empty(), used("peer"));
    }
}
