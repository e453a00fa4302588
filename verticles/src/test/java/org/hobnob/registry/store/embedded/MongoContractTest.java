package org.hobnob.registry.store.embedded;

import static org.hobnob.registry.store.embedded.TestClient.await;
import static org.hobnob.registry.store.embedded.TestClient.document;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.MongoWriteException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.MongoClientUpdateResult;
import io.vertx.ext.mongo.UpdateOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the registry asks of a MongoDB. Runs against the embedded store, or against the server that
 * HOBNOB_TEST_MONGO_URI names.
 */
@Tag("slow")
class MongoContractTest {
    private static EmbeddedStore store;
    private static TestClient client;
    private final String collection = "contract" + UUID.randomUUID();
    private final MongoClient mongo = client.mongo();

    @BeforeAll
    static void open(@TempDir Path folder) throws StoreRefusedException {
        String real = System.getenv("HOBNOB_TEST_MONGO_URI");
        if (real == null) {
            store = EmbeddedStore.open(folder.resolve("data"), "127.0.0.1", 0);
        }
        client = new TestClient(real == null ? store.connectionString() : real);
    }

    @AfterAll
    static void close() {
        client.close();
        if (store != null) {
            store.close();
        }
    }

    @Test
    void exactlyOneOfFiftyRacingInsertsOfOneIdWins() {
        List<Future<String>> racing = IntStream.range(0, 50)
                .mapToObj(i -> mongo.insert(collection, document("ada").put("by", i)))
                .toList();
        long winners = racing.stream().filter(MongoContractTest::succeeds).count();
        assertEquals(1, winners);
        racing.stream()
                .filter(Future::failed)
                .forEach(lost -> assertEquals(
                        11000, ((MongoWriteException) lost.cause()).getError().getCode()));
        assertEquals(1, await(mongo.count(collection, new JsonObject())));
    }

    @Test
    void uniqueIndexRefusesTheSecondOfAPair() {
        await(mongo.createIndexWithOptions(
                collection, new JsonObject().put("email", 1), new IndexOptions().unique(true)));
        await(mongo.insert(collection, document(1).put("email", "a")));
        MongoWriteException refused = assertThrows(
                MongoWriteException.class,
                () -> await(mongo.insert(collection, document(2).put("email", "a"))));
        assertEquals(11000, refused.getError().getCode());
    }

    @Test
    void compareAndSetLetsOneWriterThrough() {
        await(mongo.insert(collection, document("room").put("version", 7)));
        JsonObject seen = document("room").put("version", 7);
        List<Future<JsonObject>> racing = IntStream.range(0, 20)
                .mapToObj(i -> mongo.findOneAndUpdateWithOptions(
                        collection,
                        seen,
                        set("host", i).put("$inc", new JsonObject().put("version", 1)),
                        new FindOptions(),
                        new UpdateOptions().setReturningNewDocument(true)))
                .toList();
        List<JsonObject> winners = racing.stream()
                .map(TestClient::await)
                .filter(answer -> answer != null)
                .toList();
        assertEquals(1, winners.size());
        assertEquals(8, winners.get(0).getInteger("version"));
        assertEquals(winners.get(0), await(mongo.findOne(collection, document("room"), null)));
    }

    @Test
    void findOneAndUpdateWithoutAMatchAnswersNull() {
        assertNull(await(mongo.findOneAndUpdate(collection, document("nobody"), set("x", 1))));
        assertEquals(0, await(mongo.count(collection, new JsonObject())));
    }

    @Test
    void upsertWithSetOnInsertKeepsWhatExists() {
        JsonObject update = new JsonObject().put("$setOnInsert", new JsonObject().put("first", "a"));
        UpdateOptions upsert = new UpdateOptions().setUpsert(true).setReturningNewDocument(true);
        JsonObject made =
                await(mongo.findOneAndUpdateWithOptions(collection, document("k"), update, new FindOptions(), upsert));
        assertEquals("a", made.getString("first"));
        JsonObject other = new JsonObject().put("$setOnInsert", new JsonObject().put("first", "b"));
        JsonObject kept =
                await(mongo.findOneAndUpdateWithOptions(collection, document("k"), other, new FindOptions(), upsert));
        assertEquals("a", kept.getString("first"));
    }

    @Test
    void racingUpsertsOfOneIdMakeOneDocument() {
        UpdateOptions upsert = new UpdateOptions().setUpsert(true);
        IntStream.range(0, 30)
                .mapToObj(i -> mongo.updateCollectionWithOptions(
                        collection, document("k"), new JsonObject().put("$inc", new JsonObject().put("n", 1)), upsert))
                .toList()
                .forEach(TestClient::await);
        assertEquals(30, await(mongo.findOne(collection, document("k"), null)).getInteger("n"));
    }

    @Test
    void replaceWithAStaleVersionChangesNothing() {
        await(mongo.insert(collection, document("room").put("version", 2).put("host", "ada")));
        MongoClientUpdateResult stale = await(mongo.replaceDocuments(
                collection,
                document("room").put("version", 1),
                document("room").put("version", 2).put("host", "eve")));
        assertEquals(0, stale.getDocMatched());
        MongoClientUpdateResult fresh = await(mongo.replaceDocuments(
                collection,
                document("room").put("version", 2),
                document("room").put("version", 3).put("host", "bob")));
        assertEquals(1, fresh.getDocModified());
        JsonObject now = await(mongo.findOne(collection, document("room"), null));
        assertEquals(document("room").put("version", 3).put("host", "bob"), now);
    }

    @Test
    void removeDocumentHonoursItsFilter() {
        await(mongo.insert(collection, document("s").put("epoch", 2)));
        assertEquals(
                0,
                await(mongo.removeDocument(collection, document("s").put("epoch", 1)))
                        .getRemovedCount());
        assertEquals(
                1,
                await(mongo.removeDocument(collection, document("s").put("epoch", 2)))
                        .getRemovedCount());
        assertEquals(0, await(mongo.count(collection, new JsonObject())));
    }

    @Test
    void pagingByIdVisitsEachDocumentOnceInOrder() {
        insertNumbered(25);
        String cursor = "";
        StringBuilder visited = new StringBuilder();
        while (true) {
            List<JsonObject> page = await(mongo.findWithOptions(
                    collection,
                    new JsonObject().put("_id", new JsonObject().put("$gt", cursor)),
                    new FindOptions().setSort(document(1)).setLimit(10)));
            if (page.isEmpty()) {
                break;
            }
            page.forEach(found -> visited.append(found.getString("_id")).append(' '));
            cursor = page.get(page.size() - 1).getString("_id");
        }
        String all = IntStream.range(0, 25).mapToObj(i -> id(i) + " ").reduce("", String::concat);
        assertEquals(all, visited.toString());
    }

    @Test
    void manyDocumentsArriveThroughSeveralBatches() {
        insertNumbered(350);
        assertEquals(350, await(mongo.find(collection, new JsonObject())).size());
    }

    @Test
    void updateManyAndDeleteManyTouchOnlyMatches() {
        insertNumbered(30);
        MongoClientUpdateResult updated = await(mongo.updateCollectionWithOptions(
                collection, new JsonObject().put("group", 1), set("seen", true), new UpdateOptions().setMulti(true)));
        assertEquals(10, updated.getDocModified());
        assertEquals(10, await(mongo.count(collection, new JsonObject().put("seen", true))));
        assertEquals(
                10,
                await(mongo.removeDocuments(collection, new JsonObject().put("group", 2)))
                        .getRemovedCount());
        assertEquals(20, await(mongo.count(collection, new JsonObject())));
    }

    @Test
    void racingIncrementsAllCount() {
        await(mongo.insert(collection, document("n").put("count", 0)));
        IntStream.range(0, 50)
                .mapToObj(i -> mongo.updateCollection(
                        collection, document("n"), new JsonObject().put("$inc", new JsonObject().put("count", 1))))
                .toList()
                .forEach(TestClient::await);
        assertEquals(50, await(mongo.findOne(collection, document("n"), null)).getInteger("count"));
    }

    @Test
    void membersAreAddedOnceAndPulled() {
        await(mongo.insert(collection, document("room").put("members", new JsonArray())));
        JsonObject add = new JsonObject().put("$addToSet", new JsonObject().put("members", "ada"));
        await(mongo.updateCollection(collection, document("room"), add));
        await(mongo.updateCollection(collection, document("room"), add));
        assertEquals(new JsonArray().add("ada"), members());
        JsonObject pull = new JsonObject().put("$pull", new JsonObject().put("members", "ada"));
        await(mongo.updateCollection(collection, document("room"), pull));
        assertEquals(new JsonArray(), members());
    }

    @Test
    void bulkWriteReportsWhatItDid() {
        var result = await(mongo.bulkWrite(
                collection,
                List.of(
                        BulkOperation.createInsert(document("a")),
                        BulkOperation.createUpdate(document("b"), set("x", 1), true, false),
                        BulkOperation.createDelete(document("a")))));
        assertEquals(1, result.getInsertedCount());
        assertEquals(1, result.getUpserts().size());
        assertEquals(1, result.getDeletedCount());
    }

    @Test
    void binaryLongAndNestedValuesComeBackAsTheyWere() {
        JsonObject value = document("v")
                .put("big", Long.MAX_VALUE)
                .put(
                        "nested",
                        new JsonObject()
                                .put("list", new JsonArray().add(1).add("two").add(true)))
                .put("bytes", new JsonObject().put("$binary", "AAEC_w"));
        await(mongo.insert(collection, value.copy()));
        JsonObject found = await(mongo.findOne(collection, document("v"), null));
        assertEquals(Long.MAX_VALUE, found.getLong("big"));
        assertEquals(value.getJsonObject("nested"), found.getJsonObject("nested"));
        assertEquals("AAEC_w", found.getJsonObject("bytes").getString("$binary"));
    }

    private JsonArray members() {
        return await(mongo.findOne(collection, document("room"), null)).getJsonArray("members");
    }

    private void insertNumbered(int count) {
        IntStream.range(0, count)
                .mapToObj(i -> mongo.insert(collection, document(id(i)).put("group", i % 3)))
                .toList()
                .forEach(TestClient::await);
        assertTrue(count > 0);
    }

    private static String id(int number) {
        return String.format("u%04d", number);
    }

    private static JsonObject set(String field, Object value) {
        return new JsonObject().put("$set", new JsonObject().put(field, value));
    }

    private static boolean succeeds(Future<?> future) {
        try {
            await(future);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
