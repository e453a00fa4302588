package org.hobnob.registry.store.embedded;

import static org.hobnob.registry.store.embedded.TestClient.await;
import static org.hobnob.registry.store.embedded.TestClient.document;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Tag("long")
class SpaceTest {
    private static final int DOCUMENTS = 3_000;
    private static final int IN_FLIGHT = 32;
    /** 64 MB for 27,000 documents. */
    private static final long MAX_BYTES = 64L * 1024 * 1024 * DOCUMENTS / 27_000;

    @TempDir
    Path folder;

    @Test
    void theFileStaysInProportionToWhatIsInIt() throws Exception {
        Random random = new Random(42);
        try (EmbeddedStore store = EmbeddedStore.open(folder, "127.0.0.1", 0, new StoreOptions(false));
                TestClient client = new TestClient(store.connectionString())) {
            MongoClient mongo = client.mongo();
            List<String> ids =
                    random.longs(DOCUMENTS).mapToObj(Long::toHexString).toList();
            all(DOCUMENTS, i -> mongo.insert("c", document(ids.get(i)).put("text", noise(random))));
            JsonObject increment = new JsonObject().put("$inc", new JsonObject().put("n", 1));
            all(DOCUMENTS, i -> mongo.updateCollection("c", document(ids.get(random.nextInt(DOCUMENTS))), increment));
            assertEquals(DOCUMENTS, await(mongo.count("c", new JsonObject())));
            long bytes = Files.size(folder.resolve("store.mv"));
            System.out.println("SpaceTest: " + bytes / 1024 + " KiB of at most " + MAX_BYTES / 1024);
            assertTrue(bytes < MAX_BYTES, bytes + " bytes");
        }
    }

    @Test
    void stoppedStoreGivesSpaceBack() throws Exception {
        Path file = folder.resolve("store.mv");
        Random random = new Random(42);
        try (EmbeddedStore store = EmbeddedStore.open(folder, "127.0.0.1", 0, new StoreOptions(false));
                TestClient client = new TestClient(store.connectionString())) {
            all(120, i -> client.mongo().insert("c", document("d" + i).put("text", noise(random, 100_000))));
            all(110, i -> client.mongo().removeDocument("c", document("d" + i)));
        }
        System.out.println("SpaceTest: " + Files.size(file) / 1024 + " KiB once stopped");
        assertTrue(Files.size(file) < 4 * 1024 * 1024, Files.size(file) + " bytes");
        try (EmbeddedStore store = EmbeddedStore.open(folder, "127.0.0.1", 0, new StoreOptions(false));
                TestClient client = new TestClient(store.connectionString())) {
            for (int i = 0; i < 120; i++) {
                JsonObject found = await(client.mongo().findOne("c", document("d" + i), null));
                assertEquals(i >= 110, found != null, "d" + i);
                assertTrue(found == null || found.getString("text").length() == 200_000, "d" + i);
            }
            assertEquals(10, await(client.mongo().count("c", new JsonObject())));
        }
    }

    private static void all(int count, IntFunction<Future<?>> command) {
        for (int done = 0; done < count; done += IN_FLIGHT) {
            List<Future<?>> batch = new ArrayList<>();
            for (int i = done; i < Math.min(done + IN_FLIGHT, count); i++) {
                batch.add(command.apply(i));
            }
            batch.forEach(TestClient::await);
        }
    }

    private static String noise(Random random) {
        return noise(random, 75);
    }

    private static String noise(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
