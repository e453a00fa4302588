package org.hobnob.launcher.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.hobnob.launcher.Main;
import org.hobnob.registry.secrets.SecretsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsCommandTest {
    @TempDir
    Path home;

    @Test
    void aFileIsMadeOnceAndLeftAsItIsAfterwards() throws Exception {
        Path file = home.resolve("secrets");
        assertEquals(0, Main.commandLine().execute("secrets", file.toString()));
        byte[] made = Files.readAllBytes(file);
        assertEquals(0, Main.commandLine().execute("secrets", file.toString()));
        assertEquals(new String(made, java.nio.charset.StandardCharsets.UTF_8), Files.readString(file));
        assertTrue(new SecretsFile(file).loadOrCreate(false, new SecureRandom()).pin() != null);
    }
}
