package org.hobnob.registry.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands write down beside a registry. */
class CommandAuditTest {
    private static final Deed BACKUP = new Deed("(owner)", "command", "backup", "/a.hobnob", "", "");

    @TempDir
    Path folder;

    private static List<String> outcomes(AuditLines lines) throws IOException {
        return lines.latest(10).stream()
                .map(line -> new JsonObject(line).getString("outcome"))
                .toList();
    }

    @Test
    void commandIsWrittenDownWithWhatBecameOfIt() throws Exception {
        AuditFile file = new AuditFile(folder);
        assertEquals(7, new CommandAudit(file, Clock.systemUTC()).audited(BACKUP, () -> 7));
        assertThrows(
                IOException.class,
                () -> new CommandAudit(file, Clock.systemUTC()).audited(BACKUP, () -> {
                    throw new IOException("full");
                }));
        assertEquals(List.of("begun", "done", "begun", "failed"), outcomes(file));
    }

    @Test
    void commandIsDoneWhereNothingCanBeWrittenDown() throws Exception {
        AuditLines full = new AuditLines() {
            @Override
            public void append(String line) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public List<String> latest(int most) {
                return List.of();
            }
        };
        assertEquals(7, new CommandAudit(full, Clock.systemUTC()).audited(BACKUP, () -> 7));
    }

    @Test
    void severalWritersLoseNoLine() throws IOException {
        int each = 100;
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            AuditFile file = new AuditFile(folder);
            writers.add(CompletableFuture.runAsync(() ->
                    IntStream.range(0, each).forEach(i -> new CommandAudit(file, Clock.systemUTC()).done(BACKUP))));
        }
        writers.forEach(CompletableFuture::join);
        assertEquals(4 * each, new AuditFile(folder).latest(1_000).size());
    }
}
