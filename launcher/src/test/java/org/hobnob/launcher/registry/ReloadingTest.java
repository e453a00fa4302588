package org.hobnob.launcher.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.hobnob.launcher.config.ConfigRefusedException;
import org.hobnob.launcher.config.ConfigSources;
import org.hobnob.launcher.config.LogConfig;
import org.hobnob.launcher.config.RegistryConfig;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.registry.RegistrySettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class ReloadingTest {
    @TempDir
    Path folder;

    private final List<String> taken = new ArrayList<>();
    private boolean logFails;
    private boolean certificateFails;
    private Reloading reloading;

    private RegistryConfig load() {
        return RegistryConfig.load(ConfigSources.ofRegistry(Optional.of(file()), Map.of(), Map.of()), folder);
    }

    private Path file() {
        return folder.resolve("registry.yaml");
    }

    @BeforeEach
    void start() throws IOException {
        Files.writeString(file(), "name: lab\n");
        reloading = new Reloading(this::load, load().values(), new Reloading.Taker() {
            @Override
            public void log(LogConfig log) {
                if (logFails) {
                    throw new ConfigRefusedException("'log-file' cannot be written");
                }
                taken.add(log.level());
            }

            @Override
            public Future<Void> settings(RegistrySettings settings) {
                taken.add("burst " + settings.limits().door().requests().any().burst());
                return certificateFails ? Future.failedFuture("no certificate") : Future.succeededFuture();
            }
        });
    }

    private JsonObject reload(Vertx vertx) {
        return reloading.reload(vertx).toCompletionStage().toCompletableFuture().join();
    }

    private RefusalException refused(Vertx vertx) {
        // Not by join(), which would take the wrapping of Java's futures away.
        Throwable cause = reloading
                .reload(vertx)
                .transform(done -> Future.succeededFuture(done.cause()))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return assertInstanceOf(RefusalException.class, cause);
    }

    @Test
    void newLimitsAndLevelHoldAndOthersAreNamed(Vertx vertx) throws IOException {
        Files.writeString(file(), "name: hall\nlog-level: debug\nrequests:\n  burst: 7\n");
        JsonObject told = reload(vertx);
        assertEquals(List.of("debug", "burst 7"), taken);
        assertEquals(new JsonArray().add("log-level").add("requests.burst"), told.getJsonArray("changed"));
        assertEquals(new JsonArray().add("name"), told.getJsonArray("restart"));
        assertTrue(told.getString("words").endsWith("needs a restart: name"), told.getString("words"));
    }

    @Test
    void wrongValueIsRefusedWithLineAndKeyAndNothingIsTaken(Vertx vertx) throws IOException {
        Files.writeString(file(), "log-level: debug\nrequests:\n  list-burst: 5\n  burst: many\n");
        RefusalException refused = refused(vertx);
        String words = refused.particulars().words();
        assertEquals(Reason.MALFORMED, refused.reason());
        assertTrue(words.contains("'requests.burst'") && words.contains("line 4"), words);
        assertEquals(List.of(), taken);
    }

    @Test
    void unknownKeyAndBrokenYamlAreRefusedWithTheirLine(Vertx vertx) throws IOException {
        Files.writeString(file(), "log-level: debug\nbanana: 5\n");
        String unknown = refused(vertx).particulars().words();
        assertTrue(unknown.contains("'banana'") && unknown.contains("line 2"), unknown);
        Files.writeString(file(), "log-level: debug\n  x: [\n");
        String broken = refused(vertx).particulars().words();
        assertTrue(broken.contains("line 2"), broken);
        assertEquals(List.of(), taken);
    }

    @Test
    void logThatCannotBeWrittenRefusesTheWholeFile(Vertx vertx) throws IOException {
        Files.writeString(file(), "requests:\n  burst: 7\n");
        logFails = true;
        assertTrue(refused(vertx).particulars().words().contains("log-file"));
        assertEquals(List.of(), taken);
        logFails = false;
        assertEquals(new JsonArray().add("requests.burst"), reload(vertx).getJsonArray("changed"), "is still new");
    }

    @Test
    void valuesThatWereNotTakenAreStillNewNextTime(Vertx vertx) throws IOException {
        Files.writeString(file(), "requests:\n  burst: 7\n");
        certificateFails = true;
        assertThrows(CompletionException.class, () -> reload(vertx));
        certificateFails = false;
        assertEquals(new JsonArray().add("requests.burst"), reload(vertx).getJsonArray("changed"));
    }
}
