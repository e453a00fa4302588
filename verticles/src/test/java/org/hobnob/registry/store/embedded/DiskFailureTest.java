package org.hobnob.registry.store.embedded;

import static org.hobnob.registry.store.embedded.TestClient.await;
import static org.hobnob.registry.store.embedded.TestClient.document;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.MongoCommandException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hobnob.registry.store.embedded.FaultyFiles.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
@ResourceLock(FaultyFiles.LOCK)
class DiskFailureTest {
    private static final int OPERATION_FAILED = 96;

    @TempDir
    Path folder;

    @BeforeEach
    void healthy() {
        FaultyFiles.register();
        FaultyFiles.set(Fault.NONE);
    }

    @AfterEach
    void repair() {
        FaultyFiles.set(Fault.NONE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "SLOW_SYNC"})
    void failedWriteIsNeverAcknowledged(Fault fault) throws Exception {
        try (EmbeddedStore store = openOnFaultyDisk();
                TestClient client = new TestClient(store.connectionString())) {
            MongoClient mongo = client.mongo();
            insertAll(mongo, 0, 50).forEach(TestClient::await);
            FaultyFiles.set(fault);
            for (Future<String> refused : insertAll(mongo, 50, 80)) {
                assertRefused(refused);
            }
            FaultyFiles.set(Fault.NONE);
            assertRefused(mongo.insert("c", document("later")));
            assertRefused(mongo.updateCollection(
                    "c", document("d1"), new JsonObject().put("$set", new JsonObject().put("x", 1))));
            assertRefused(mongo.removeDocument("c", document("d1")));
            assertRefused(mongo.findOne("c", document("d1"), null));
        }
        assertEquals(ids(0, 50), acknowledgedAmongStored());
    }

    private static void assertRefused(Future<?> command) {
        MongoCommandException refused = assertThrows(MongoCommandException.class, () -> await(command));
        assertEquals(OPERATION_FAILED, refused.getErrorCode());
        assertTrue(refused.getErrorMessage().contains("until it is restarted"), refused.getErrorMessage());
    }

    private Set<String> acknowledgedAmongStored() throws StoreRefusedException {
        try (EmbeddedStore store = openOnFaultyDisk();
                TestClient client = new TestClient(store.connectionString())) {
            await(client.mongo().insert("c", document("after the restart")));
            return await(client.mongo().find("c", new JsonObject())).stream()
                    .map(found -> found.getString("_id"))
                    .filter(ids(0, 50)::contains)
                    .collect(Collectors.toSet());
        }
    }

    private EmbeddedStore openOnFaultyDisk() throws StoreRefusedException {
        return EmbeddedStore.open(
                folder, "127.0.0.1", 0, StoreOptions.DEFAULT, path -> FaultyFiles.SCHEME + ":" + path);
    }

    private static List<Future<String>> insertAll(MongoClient mongo, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> mongo.insert("c", document("d" + i)))
                .toList();
    }

    private static Set<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "d" + i).collect(Collectors.toSet());
    }
}
