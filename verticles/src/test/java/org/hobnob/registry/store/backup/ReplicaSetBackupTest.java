package org.hobnob.registry.store.backup;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.MongoClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.h2.mvstore.MVStore;
import org.hobnob.registry.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a server that is no embedded store, and may be a replica set. */
@Tag("slow")
class ReplicaSetBackupTest {
    private static final BsonTimestamp MOMENT = new BsonTimestamp(7_000_000_000_000L);
    private static final int ACCOUNTS = 1_201;

    /** Answers a read of a snapshot as a replica set does, and notes as of which moment each was asked for. */
    private static final class ReplicaSet extends H2Backend {
        private final List<Optional<Object>> moments = new CopyOnWriteArrayList<>();
        private volatile boolean isOne = true;

        ReplicaSet() {
            super(MVStore.open(null));
        }

        @Override
        public Document handleMessage(MongoMessage message) {
            Document body = message.getDocument();
            boolean isSnapshot =
                    body.get("readConcern") instanceof Document concern && "snapshot".equals(concern.get("level"));
            if (body.containsKey("hobnobCopy")) {
                return refusal(59, "no such command");
            }
            if (!isSnapshot) {
                return super.handleMessage(message);
            }
            if (!isOne) {
                return refusal(123, "node needs to be a replica set member");
            }
            moments.add(Optional.ofNullable(((Document) body.get("readConcern")).get("atClusterTime")));
            Document answer = super.handleMessage(message);
            ((Document) answer.get("cursor")).append("atClusterTime", MOMENT);
            return answer;
        }

        private static Document refusal(int code, String message) {
            return new Document("ok", 0.0).append("errmsg", message).append("code", code);
        }
    }

    @TempDir
    Path files;

    private final ReplicaSet backend = new ReplicaSet();
    private final MongoServer server = new MongoServer(backend);
    private final Vertx vertx = Vertx.vertx();
    private String uri;

    @BeforeEach
    void fill() {
        uri = "mongodb://127.0.0.1:" + server.bind().getPort() + "/school";
        await(Store.open(vertx, uri).compose(Store::close));
        MongoClient documents = MongoClient.create(
                vertx, new JsonObject().put("connection_string", uri).put("db_name", "school"));
        await(documents.bulkWrite(
                "accounts",
                IntStream.range(0, ACCOUNTS)
                        .mapToObj(number -> BulkOperation.createInsert(new JsonObject().put("_id", "user" + number)))
                        .toList()));
    }

    @AfterEach
    void stop() {
        await(vertx.close());
        server.shutdownNow();
    }

    private Backup.Made backup() throws Exception {
        Path file = files.resolve("one.backup");
        Backup.Made made = new Backup(vertx, new SecureRandom()).make(uri, file, false, Optional.empty());
        assertEquals(made.counts(), new Restore(file).check().counts());
        assertEquals(Map.of("accounts", (long) ACCOUNTS), made.counts());
        return made;
    }

    @Test
    void replicaSetIsReadAsOfOneMoment() throws Exception {
        assertTrue(backup().isOfOneMoment());
        assertEquals(Optional.empty(), backend.moments.get(0));
        List<Optional<Object>> later = backend.moments.subList(1, backend.moments.size());
        assertTrue(later.size() >= 4, "pages of accounts, and meta: " + later);
        assertTrue(later.stream().allMatch(Optional.of(MOMENT)::equals), "as of " + later);
    }

    @Test
    void standaloneServerIsReadAndNoted() throws Exception {
        backend.isOne = false;
        assertTrue(!backup().isOfOneMoment());
        assertTrue(!new Restore(files.resolve("one.backup")).check().isOfOneMoment());
    }
}
