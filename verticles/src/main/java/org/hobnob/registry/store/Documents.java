package org.hobnob.registry.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.MongoClientDeleteResult;
import io.vertx.ext.mongo.MongoClientUpdateResult;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;

/**
 * One collection, with the few operations that MongoDB and the embedded store implement alike. Operations that the database
 * cannot perform at present fail with {@link Reason#UNAVAILABLE}.
 */
final class Documents {
    private static final int DUPLICATE_KEY = 11_000;

    private final MongoClient mongo;
    private final String collection;
    private final StoreHealth health;

    /** @param health is told how each operation ended */
    Documents(MongoClient mongo, String collection, StoreHealth health) {
        this.mongo = mongo;
        this.health = health;
        this.collection = collection;
    }

    /**
     * Inserts a document.
     *
     * @return false if a document with its {@code _id} exists
     */
    Future<Boolean> insert(JsonObject document) {
        return mongo.insert(collection, document)
                .map(true)
                .onSuccess(this::note)
                .recover(cause -> {
                    return isDuplicate(cause) ? Future.succeededFuture(false) : unavailable(cause);
                });
    }

    Future<Optional<JsonObject>> find(String id) {
        return mongo.findOne(collection, byId(id), null)
                .map(Optional::ofNullable)
                .recover(this::unavailable);
    }

    /**
     * Finds documents, in ascending order of {@code _id}.
     *
     * @param limit the most documents to return; -1 for all
     */
    Future<List<JsonObject>> find(JsonObject query, int limit) {
        FindOptions options =
                new FindOptions().setSort(new JsonObject().put("_id", 1)).setLimit(limit);
        return mongo.findWithOptions(collection, query, options).recover(this::unavailable);
    }

    /**
     * Replaces the document that matches the query.
     *
     * @return whether there was one
     */
    Future<Boolean> replace(JsonObject query, JsonObject document) {
        return mongo.replaceDocuments(collection, query, document)
                .map(Documents::matchedOne)
                .onSuccess(this::note)
                .recover(this::unavailable);
    }

    /**
     * Updates the document that matches the query.
     *
     * @return whether there was one
     */
    Future<Boolean> update(JsonObject query, JsonObject update) {
        return mongo.updateCollection(collection, query, update)
                .map(Documents::matchedOne)
                .onSuccess(this::note)
                .recover(this::unavailable);
    }

    Future<Long> deleteAll(JsonObject query) {
        return mongo.removeDocuments(collection, query)
                .map(MongoClientDeleteResult::getRemovedCount)
                .recover(this::unavailable);
    }

    /** Returns how many documents there are. */
    Future<Long> count() {
        return mongo.count(collection, new JsonObject()).recover(this::unavailable);
    }

    Future<Boolean> delete(JsonObject query) {
        return mongo.removeDocument(collection, query)
                .map(result -> result.getRemovedCount() == 1)
                .onSuccess(this::note)
                .recover(this::unavailable);
    }

    /** Creates an index if it does not exist. */
    Future<Void> index(JsonObject keys) {
        return mongo.createIndex(collection, keys).recover(this::unavailable);
    }

    static JsonObject byId(String id) {
        return new JsonObject().put("_id", id);
    }

    private static boolean matchedOne(MongoClientUpdateResult result) {
        return result.getDocMatched() == 1;
    }

    private static boolean isDuplicate(Throwable cause) {
        if (cause instanceof MongoWriteException write) {
            return write.getError().getCode() == DUPLICATE_KEY;
        }
        return cause instanceof MongoBulkWriteException bulk
                && bulk.getWriteErrors().stream().anyMatch(error -> error.getCode() == DUPLICATE_KEY);
    }

    private void note(boolean hasWritten) {
        if (hasWritten) {
            health.wrote();
        }
    }

    private <T> Future<T> unavailable(Throwable cause) {
        health.failed(collection, cause);
        return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
    }
}
