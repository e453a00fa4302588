package org.hobnob.registry.store.embedded;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client of a store, whose answers tests wait for. */
final class TestClient implements AutoCloseable {
    private static final int TIMEOUT_S = 20;

    private final Vertx vertx = Vertx.vertx();
    private final MongoClient mongo;

    TestClient(String connectionString) {
        this(connectionString, new JsonObject());
    }

    /** @param concern how durable writes must be when they are answered, as Vert.x names it */
    TestClient(String connectionString, JsonObject concern) {
        mongo = MongoClient.create(
                vertx, concern.copy().put("connection_string", connectionString).put("db_name", "hobnob"));
    }

    MongoClient mongo() {
        return mongo;
    }

    /** @return the future's value; throws what the future failed with */
    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    static JsonObject document(Object id) {
        return new JsonObject().put("_id", id);
    }

    @Override
    public void close() {
        await(mongo.close());
        await(vertx.close());
    }
}
