package org.hobnob.launcher.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import org.hobnob.launcher.Launched;
import org.hobnob.peer.identity.Identity;
import org.hobnob.peer.profile.IdentityFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hobnob identity}, each time as a process of its own. */
class IdentityCommandIT {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path home;

    private Launched identity(String... arguments) throws Exception {
        String[] all = new String[arguments.length + 1];
        all[0] = "identity";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Launched launched = Launched.start(
                home, Map.of("XDG_DATA_HOME", home.resolve("data").toString()), all);
        launched.exitStatus();
        return launched;
    }

    private Path folder(String profile) {
        return home.resolve("data/hobnob/profiles").resolve(profile);
    }

    private String key(String profile) {
        return IdentityFile.of(folder(profile)).load().orElseThrow().publicKey().hex();
    }

    @Test
    void importGivesASecondMachineTheSameKey() throws Exception {
        Identity dana = Identity.generate(RANDOM);
        IdentityFile.of(folder("default")).create(dana);
        Path copy = home.resolve("dana.key");
        try (Launched exported = identity("export", copy.toString())) {
            assertEquals(0, exported.exitStatus(), exported::toString);
            assertTrue(exported.out().toString().contains("key: " + dana.publicKey()), exported::toString);
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
        try (Launched again = identity("export", copy.toString())) {
            assertEquals(1, again.exitStatus());
            assertTrue(again.complaint().contains("is there already"), again::toString);
        }
        try (Launched fresh = identity("import", copy.toString(), "--profile", "other")) {
            assertEquals(0, fresh.exitStatus(), fresh::toString);
        }
        assertEquals(dana.publicKey().hex(), key("other"));
    }

    @Test
    void anotherKeyIsReplacedOnlyOnRequest() throws Exception {
        Identity own = Identity.generate(RANDOM);
        Identity other = Identity.generate(RANDOM);
        IdentityFile.of(folder("default")).create(own);
        Path file = home.resolve("other.key");
        new IdentityFile(file).create(other);
        try (Launched refused = identity("import", file.toString())) {
            assertEquals(1, refused.exitStatus());
            assertTrue(refused.complaint().contains("--replace"), refused::toString);
        }
        assertEquals(own.publicKey().hex(), key("default"));
        try (Launched replaced = identity("import", "--replace", file.toString())) {
            assertEquals(0, replaced.exitStatus(), replaced::toString);
        }
        assertEquals(other.publicKey().hex(), key("default"));
        Path kept =
                folder("default").resolve("identity-" + own.publicKey().hex().substring(0, 8));
        assertEquals(
                own.publicKey(), new IdentityFile(kept).load().orElseThrow().publicKey());
    }

    @Test
    void missingKeyIsReported() throws Exception {
        try (Launched shown = identity("show")) {
            assertEquals(1, shown.exitStatus());
            assertTrue(shown.complaint().contains("hobnob peer makes one"), shown::toString);
        }
        assertFalse(Files.exists(folder("default")));
        try (Launched nothing = identity()) {
            assertEquals(2, nothing.exitStatus());
        }
    }
}
