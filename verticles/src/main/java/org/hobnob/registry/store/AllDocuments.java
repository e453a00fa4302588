package org.hobnob.registry.store;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All documents of a database, whatever they mean: what backups and imports read and write. Its methods wait for the
 * database, so call them on a thread that may wait. They throw {@link StoreUnavailableException} if it does not answer, and
 * {@link StoreRefusalException} if it refuses.
 */
public final class AllDocuments implements AutoCloseable {
    /** Collections of which nothing outlives the registries that run. */
    private static final Set<String> PASSING = Set.of("sessions", "nodes");

    private static final int BATCH = 500;
    /** A large collection may take its time. */
    private static final int ANSWER_TIMEOUT_MS = 120_000;

    private static final String NAME = "db_name";
    private static final String COPY = "hobnobCopy";
    private static final String CLUSTER_TIME = "atClusterTime";

    private final MongoClient mongo;
    private final String database;
    /** The moment as of which a replica set reads; null if there is none. */
    private JsonObject moment;

    private AllDocuments(MongoClient mongo, String database) {
        this.mongo = mongo;
        this.database = database;
    }

    /**
     * Connects to a database.
     *
     * @param connectionString a MongoDB connection string
     * @throws IllegalArgumentException if it is malformed
     */
    public static AllDocuments open(Vertx vertx, String connectionString) {
        return open(vertx, connectionString, Store.settings(connectionString).getString(NAME));
    }

    /** As {@link #open(Vertx, String)}, with a database that need not be that of the connection string. */
    public static AllDocuments open(Vertx vertx, String connectionString, String database) {
        JsonObject settings = Store.settings(connectionString)
                .put(NAME, database)
                .put("socketTimeoutMS", ANSWER_TIMEOUT_MS)
                .put("w", "majority");
        AllDocuments all = new AllDocuments(MongoClient.create(vertx, settings), database);
        try {
            all.command(new JsonObject().put("ping", 1));
            return all;
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
    }

    /** Returns the name of the database. */
    public String database() {
        return database;
    }

    /**
     * Has an embedded store copy itself as of one moment.
     *
     * @return the folder of the copy, on this machine; empty if the database is another one
     */
    public Optional<String> copy() {
        try {
            return Optional.of(command(new JsonObject().put(COPY, 1)).getString("folder"));
        } catch (StoreRefusalException e) {
            if (e.isUnknownCommand()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Has all later reads show the database as it is now, if it can: only a replica set of MongoDB does.
     *
     * @return whether it can
     */
    public boolean holdMoment() {
        try {
            JsonObject cursor = snapshot(Store.META, null).getJsonObject("cursor");
            moment = cursor.getJsonObject(CLUSTER_TIME);
        } catch (StoreRefusalException e) {
            if (e.isForbidden()) {
                throw e;
            }
        }
        return holdsMoment();
    }

    /** Whether all reads show the database as it was at one moment. */
    public boolean holdsMoment() {
        return moment != null;
    }

    /** Returns the names of all collections. */
    public Set<String> names() {
        return Set.copyOf(Waiting.on(mongo.getCollections()));
    }

    /** Returns the names of all collections that hold what lasts, in order. */
    public List<String> lasting() {
        return Waiting.on(mongo.getCollections()).stream()
                .filter(name -> !PASSING.contains(name) && !name.startsWith("system."))
                .sorted()
                .toList();
    }

    /** Returns the name of a collection that has a document; empty if none has. */
    public Optional<String> firstUsed() {
        return Waiting.on(mongo.getCollections()).stream()
                .filter(name -> !name.startsWith("system."))
                .filter(name -> Waiting.on(mongo.findOne(name, new JsonObject(), null)) != null)
                .findFirst();
    }

    /** Returns the version of the schema; empty if this is no store of a registry. */
    public Optional<Integer> schema() {
        return Optional.ofNullable(Waiting.on(mongo.findOne(Store.META, Documents.byId(Store.SCHEMA), null)))
                .map(json -> json.getInteger(Store.VERSION));
    }

    /**
     * Reads a collection.
     *
     * @param sink given each document, on another thread, one after the other; what it throws is thrown here
     */
    public void each(String collection, Consumer<JsonObject> sink) {
        if (moment != null) {
            eachOfMoment(collection, sink);
            return;
        }
        ReadStream<JsonObject> found =
                mongo.findBatchWithOptions(collection, new JsonObject(), new FindOptions().setBatchSize(BATCH));
        Promise<Void> read = Promise.promise();
        found.exceptionHandler(read::tryFail)
                .endHandler(end -> read.tryComplete())
                .handler(document -> {
                    try {
                        if (!read.future().isComplete() && isLasting(collection, document)) {
                            sink.accept(document);
                        }
                    } catch (RuntimeException e) {
                        // The stream would go on, and its end would never be told.
                        read.tryFail(e);
                    }
                });
        Waiting.on(read.future());
    }

    /** By pages and not by a cursor, because each command may be of another session of the driver. */
    private void eachOfMoment(String collection, Consumer<JsonObject> sink) {
        JsonArray page = page(collection, null);
        while (!page.isEmpty()) {
            Object last = null;
            for (Object each : page) {
                JsonObject document = (JsonObject) each;
                last = document.getValue("_id");
                if (isLasting(collection, document)) {
                    sink.accept(document);
                }
            }
            page = page(collection, last);
        }
    }

    private JsonArray page(String collection, Object after) {
        return snapshot(collection, after).getJsonObject("cursor").getJsonArray("firstBatch");
    }

    private JsonObject snapshot(String collection, Object after) {
        JsonObject concern = new JsonObject().put("level", "snapshot");
        if (moment != null) {
            concern.put(CLUSTER_TIME, moment);
        }
        JsonObject filter =
                after == null ? new JsonObject() : new JsonObject().put("_id", new JsonObject().put("$gt", after));
        return command(new JsonObject()
                .put("find", collection)
                .put("filter", filter)
                .put("sort", new JsonObject().put("_id", 1))
                .put("limit", BATCH)
                .put("batchSize", BATCH)
                .put("singleBatch", true)
                .put("readConcern", concern));
    }

    private static boolean isLasting(String collection, JsonObject document) {
        return !collection.equals(Store.META)
                || !Set.of(Store.SCHEMA, Store.PROBE, Store.RESTORING).contains(document.getString("_id"));
    }

    /** Notes that the database is being filled: until {@link #markWhole}, no registry starts on it. */
    public void markUnfinished() {
        Waiting.on(mongo.insert(Store.META, Documents.byId(Store.RESTORING).put("at", System.currentTimeMillis())));
    }

    /** Notes that the database is filled. */
    public void markWhole() {
        Waiting.on(mongo.removeDocument(Store.META, Documents.byId(Store.RESTORING)));
    }

    /** Inserts documents, none of which may be there. */
    public void insert(String collection, List<JsonObject> documents) {
        Waiting.on(mongo.bulkWrite(
                collection, documents.stream().map(BulkOperation::createInsert).toList()));
    }

    private JsonObject command(JsonObject command) {
        return Waiting.on(mongo.runCommand(command.fieldNames().iterator().next(), command));
    }

    @Override
    public void close() {
        mongo.close().toCompletionStage().toCompletableFuture().join();
    }
}
