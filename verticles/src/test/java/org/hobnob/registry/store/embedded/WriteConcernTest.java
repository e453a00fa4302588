package org.hobnob.registry.store.embedded;

import static org.hobnob.registry.store.embedded.TestClient.await;
import static org.hobnob.registry.store.embedded.TestClient.document;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hobnob.registry.store.embedded.FaultyFiles.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Before a disk that does not come to an end with syncing. */
@Tag("slow")
@ResourceLock(FaultyFiles.LOCK)
class WriteConcernTest {
    private static final JsonObject IN_MEMORY = new JsonObject().put("w", 1).put("j", false);

    @TempDir
    Path folder;

    private EmbeddedStore store;

    @BeforeEach
    void open() throws StoreRefusedException {
        FaultyFiles.register();
        FaultyFiles.set(Fault.NONE);
        store = EmbeddedStore.open(
                folder, "127.0.0.1", 0, StoreOptions.DEFAULT, path -> FaultyFiles.SCHEME + ":" + path);
    }

    @AfterEach
    void close() {
        FaultyFiles.set(Fault.NONE);
        store.close();
    }

    private TestClient client(JsonObject concern) {
        return new TestClient(store.connectionString(), concern);
    }

    @Test
    void onlyUnjournaledWritesAreAnsweredFromMemory() {
        List<JsonObject> strict = List.of(
                new JsonObject(),
                new JsonObject().put("w", 1),
                new JsonObject().put("w", "majority"),
                new JsonObject().put("w", 1).put("j", true));
        List<TestClient> clients = strict.stream().map(this::client).toList();
        try (TestClient hasty = client(IN_MEMORY)) {
            // All are connected and the collection is there.
            Stream.concat(Stream.of(hasty), clients.stream())
                    .forEach(client -> await(client.mongo().insert("c", new JsonObject())));
            FaultyFiles.set(Fault.SLOW_SYNC);
            assertEquals(
                    "hasty",
                    await(hasty.mongo()
                            .insert("c", document("hasty").put("v", 1))
                            .map("hasty")));
            List<Future<String>> waiting = clients.stream()
                    .map(client -> client.mongo().insert("c", new JsonObject()))
                    .toList();
            // Reads are answered while the writer waits for the disk.
            assertEquals(1, await(hasty.mongo().count("c", document("hasty"))));
            waiting.forEach(write -> assertFalse(write.isComplete()));
            FaultyFiles.set(Fault.NONE);
            waiting.forEach(write -> assertTrue(await(write).length() > 0));
        } finally {
            clients.forEach(TestClient::close);
        }
    }

    @Test
    void writesAnsweredFromMemoryAreKeptOnClose() throws StoreRefusedException {
        try (TestClient hasty = client(IN_MEMORY)) {
            await(hasty.mongo().insert("c", document("kept")));
        }
        store.close();
        store = EmbeddedStore.open(folder, "127.0.0.1", 0);
        try (TestClient client = client(new JsonObject())) {
            assertEquals(1, await(client.mongo().count("c", document("kept"))));
        }
    }
}
