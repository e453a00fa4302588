package org.hobnob.launcher.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    Path home;

    @BeforeEach
    void growTree() throws Exception {
        Files.createFile(Files.createDirectories(home.resolve("conf")).resolve("logback.xml"));
    }

    private Optional<Path> above(String program) {
        return Home.above(home.resolve(program));
    }

    @Test
    void itIsFoundFromAnArchiveAndFromAClone() {
        assertEquals(Optional.of(home), above("lib/hobnob-launcher-1.jar"));
        assertEquals(Optional.of(home), above("launcher/target/lib/hobnob-launcher-1.jar"));
        assertEquals(Optional.of(home), above("launcher/target/classes"));
    }

    @Test
    void aFolderFarAboveIsNotTakenForIt() {
        assertEquals(Optional.empty(), above("projects/other/launcher/target/lib/hobnob-launcher-1.jar"));
    }
}
