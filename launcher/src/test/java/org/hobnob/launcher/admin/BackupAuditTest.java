package org.hobnob.launcher.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.hobnob.registry.audit.AuditFile;
import org.hobnob.registry.store.Store;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.testing.Await;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups and restores stand in the audit of the data folder. */
@Tag("slow")
class BackupAuditTest {
    @TempDir
    Path folder;

    private static void run(String... words) {
        assertEquals(0, AdminCommand.commandLine().execute(words));
    }

    private static List<String> deeds(Path data) throws IOException {
        return new AuditFile(data)
                .latest(10).stream()
                        .map(JsonObject::new)
                        .map(line ->
                                line.getString("from") + " " + line.getString("verb") + " " + line.getString("outcome"))
                        .toList();
    }

    @Test
    void backupAndRestoreWithoutARegistryAreInTheAudit() throws Exception {
        Path data = folder.resolve("data");
        Vertx vertx = Vertx.vertx();
        EmbeddedStore embedded = EmbeddedStore.open(data, "127.0.0.1", 0);
        Await.await(Await.await(Store.open(vertx, embedded.connectionString())).close());
        embedded.close();
        Await.await(vertx.close());
        String file = folder.resolve("a.hobnob").toString();
        run("backup", "--data", data.toString(), "--without-secrets", file);
        assertEquals(List.of("command backup begun", "command backup done"), deeds(data));
        Path restored = folder.resolve("restored");
        run("restore", "--data", restored.toString(), "--check", file);
        run("restore", "--data", restored.toString(), file);
        assertEquals(List.of("command restore done"), deeds(restored));
    }
}
