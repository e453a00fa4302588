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
import org.awaitility.Awaitility;
import org.hobnob.registry.store.embedded.FaultyFiles.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
            names = {"WRITE", "HALF_WRITE"})
    void storeGoesOnOnceItsDiskCanBeWritten(Fault fault) throws Exception {
        try (EmbeddedStore store = openOnFaultyDisk();
                TestClient client = new TestClient(store.connectionString())) {
            MongoClient mongo = client.mongo();
            insertAll(mongo, 0, 50).forEach(TestClient::await);
            FaultyFiles.set(fault);
            for (Future<String> refused : insertAll(mongo, 50, 80)) {
                assertRefused(refused, "No space left on device");
            }
            assertEquals(1, await(mongo.count("c", document("d1"))), "reads go on");
            FaultyFiles.set(Fault.NONE);
            Awaitility.await().until(() -> isTaken(mongo));
            insertAll(mongo, 80, 90).forEach(TestClient::await);
        }
        Set<String> stored = stored();
        assertTrue(stored.containsAll(ids(0, 50)) && stored.containsAll(ids(80, 90)), stored.toString());
    }

    private static boolean isTaken(MongoClient mongo) {
        return await(mongo.insert("c", new JsonObject()).map(true).otherwise(false));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"WRITE", "HALF_WRITE"})
    void storeThatIsClosedOnAFullDiskKeepsWhatItAcknowledged(Fault fault) throws Exception {
        try (EmbeddedStore store = openOnFaultyDisk();
                TestClient client = new TestClient(store.connectionString())) {
            insertAll(client.mongo(), 0, 50).forEach(TestClient::await);
            FaultyFiles.set(fault);
            assertRefused(client.mongo().insert("c", document("d50")), "No space left on device");
        }
        FaultyFiles.set(Fault.NONE);
        assertTrue(stored().containsAll(ids(0, 50)));
    }

    /** After a failed sync nobody knows what the disk has. */
    @Test
    void failedSyncIsNeverAcknowledged() throws Exception {
        try (EmbeddedStore store = openOnFaultyDisk();
                TestClient client = new TestClient(store.connectionString())) {
            MongoClient mongo = client.mongo();
            insertAll(mongo, 0, 50).forEach(TestClient::await);
            FaultyFiles.set(Fault.SYNC);
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
        assertTrue(stored().containsAll(ids(0, 50)));
    }

    private static void assertRefused(Future<?> command) {
        assertRefused(command, "until it is restarted");
    }

    private static void assertRefused(Future<?> command, String why) {
        MongoCommandException refused = assertThrows(MongoCommandException.class, () -> await(command));
        assertEquals(OPERATION_FAILED, refused.getErrorCode());
        assertTrue(refused.getErrorMessage().contains(why), refused.getErrorMessage());
    }

    private Set<String> stored() throws StoreRefusedException {
        try (EmbeddedStore store = openOnFaultyDisk();
                TestClient client = new TestClient(store.connectionString())) {
            await(client.mongo().insert("c", document("after the restart")));
            return await(client.mongo().find("c", new JsonObject())).stream()
                    .map(found -> found.getString("_id"))
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
