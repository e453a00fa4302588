package org.hobnob.launcher.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.store.Account.Hashes;
import org.hobnob.registry.store.Store;
import org.hobnob.registry.store.Waiting;
import org.hobnob.registry.store.backup.Backup;
import org.hobnob.registry.store.backup.BackupSummary;
import org.hobnob.registry.store.backup.Restore;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class FolderRestoreTest {
    private static final UserName DANA = new UserName("dana");

    @TempDir
    static Path home;

    private static Vertx vertx;
    private static Restore backup;
    private static BackupSummary found;

    @BeforeAll
    static void backUp() throws Exception {
        vertx = Vertx.vertx();
        try (EmbeddedStore embedded = EmbeddedStore.open(home.resolve("source"), "127.0.0.1", 0)) {
            Store store = Waiting.on(Store.open(vertx, embedded.connectionString()));
            Waiting.on(store.accounts().create(DANA, new Hashes(Optional.of("$argon2id$x"), Optional.empty()), 0));
            new Backup(vertx, new SecureRandom())
                    .make(embedded.connectionString(), home.resolve("one.backup"), false, Optional.empty());
            Waiting.on(store.close());
        }
        backup = new Restore(home.resolve("one.backup"));
        found = backup.check();
    }

    @AfterAll
    static void close() {
        vertx.close();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void newFolderGetsTheStore() throws Exception {
        Path data = home.resolve("new/folder");
        boolean[] isRun = new boolean[1];
        new FolderRestore(data, data.resolve("secrets")).fill(backup, found, () -> isRun[0] = true);
        assertTrue(isRun[0]);
        assertEquals(List.of("store.mv"), names(data));
        try (EmbeddedStore embedded = EmbeddedStore.open(data, "127.0.0.1", 0)) {
            Store store = Waiting.on(Store.open(vertx, embedded.connectionString()));
            assertTrue(Waiting.on(store.accounts().find(DANA)).isPresent());
            Waiting.on(store.close());
        }
    }

    @Test
    void usedFolderIsLeftAsItIs() throws Exception {
        Path data = Files.createDirectories(home.resolve("used"));
        Files.writeString(data.resolve("secrets"), "of before");
        Files.writeString(data.resolve("notes"), "mine");
        String said = assertThrows(
                        UserFacingException.class,
                        () -> new FolderRestore(data, data.resolve("secrets")).fill(backup, found, () -> {}))
                .getMessage();
        assertTrue(said.contains("is not empty (it has notes)"), said);
        assertEquals(List.of("notes", "secrets"), names(data));
    }

    @Test
    void failureLeavesNoStore() throws Exception {
        Path data = home.resolve("failed");
        assertThrows(
                IllegalStateException.class,
                () -> new FolderRestore(data, data.resolve("secrets")).fill(backup, found, () -> {
                    throw new IllegalStateException("the secrets cannot be written");
                }));
        assertEquals(List.of(), names(data));
    }
}
