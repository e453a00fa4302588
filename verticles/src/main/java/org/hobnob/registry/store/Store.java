package org.hobnob.registry.store;

import com.mongodb.ConnectionString;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registry's database: its collections, its schema version and the migrations (SPEC 10). */
public final class Store {
    /** How long sessions must last. */
    public enum SessionLife {
        /** Other registries rely on them: a lost one could let a user in twice. */
        SHARED,
        /** No longer than the process, which has the store to itself and ends all of them at its start. */
        PROCESS
    }

    /** The database's name, unless the connection string names another. */
    public static final String DATABASE = "hobnob";

    private static final Logger LOG = LoggerFactory.getLogger(Store.class);
    private static final int SELECTION_TIMEOUT_MS = 3_000;
    /** Far above what a commit to a slow disk takes; without it a store that falls silent is waited for for ever. */
    private static final int ANSWER_TIMEOUT_MS = 5_000;

    private static final String SCHEMA = "schema";
    private static final String VERSION = "version";

    private final MongoClient mongo;
    private final MongoClient second;
    private final Documents meta;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Rooms rooms;
    private final Nodes nodes;

    /** @param second of its own, for sessions or for nodes */
    private Store(MongoClient mongo, MongoClient second, SessionLife life) {
        boolean isShared = life == SessionLife.SHARED;
        this.mongo = mongo;
        this.second = second;
        meta = new Documents(mongo, "meta");
        accounts = new Accounts(mongo);
        sessions = new Sessions(isShared ? mongo : second);
        rooms = new Rooms(mongo);
        // A lease does not wait behind all that a crowd of peers asks for.
        nodes = new Nodes(isShared ? second : mongo);
    }

    /** Opens a store whose sessions last as long as all else. */
    public static Future<Store> open(Vertx vertx, String connectionString) {
        return open(vertx, connectionString, SessionLife.SHARED);
    }

    /**
     * Connects and brings the schema up to date.
     *
     * @param connectionString of MongoDB's form
     * @param life how long sessions must last
     * @return fails with {@link SchemaTooNewException}, or {@link StoreUnavailableException} where the database does not
     *     answer
     * @throws IllegalArgumentException where the connection string is not of that form
     */
    public static Future<Store> open(Vertx vertx, String connectionString, SessionLife life) {
        // What a minority took could be lost, and with it an account or a lease.
        JsonObject lasting = settings(connectionString).put("w", "majority");
        JsonObject brief = settings(connectionString).put("w", 1).put("j", false);
        Store store = new Store(
                MongoClient.create(vertx, lasting),
                MongoClient.create(vertx, life == SessionLife.SHARED ? lasting : brief),
                life);
        return store.ping()
                .compose(done -> store.migrate())
                .map(store)
                .recover(cause -> store.close().transform(done -> Future.failedFuture(cause)));
    }

    private static JsonObject settings(String connectionString) {
        // Vert.x takes its own setting for the database before the one of the connection string.
        String named = new ConnectionString(connectionString).getDatabase();
        return new JsonObject()
                .put("connection_string", connectionString)
                .put("db_name", named == null ? DATABASE : named)
                .put("serverSelectionTimeoutMS", SELECTION_TIMEOUT_MS)
                .put("connectTimeoutMS", SELECTION_TIMEOUT_MS)
                .put("socketTimeoutMS", ANSWER_TIMEOUT_MS);
    }

    /** Connects both clients at once, for each takes its time to log in. */
    private Future<Void> ping() {
        JsonObject ping = new JsonObject().put("ping", 1);
        return Future.join(mongo.runCommand("ping", ping), second.runCommand("ping", ping))
                .<Void>mapEmpty()
                .recover(cause -> Future.failedFuture(new StoreUnavailableException(cause)));
    }

    /** The steps from one schema version to the next; each may run twice. */
    private List<Supplier<Future<Void>>> migrations() {
        return List.of(
                // Version 1: everything is found by _id, so there is nothing to prepare.
                Future::succeededFuture,
                // Version 2: the sessions of one registry are read too.
                () -> sessions.prepare());
    }

    private Future<Void> migrate() {
        return meta.find(SCHEMA).compose(found -> {
            int at = found.map(json -> json.getInteger(VERSION)).orElse(0);
            int known = migrations().size();
            return at > known ? Future.failedFuture(new SchemaTooNewException(at, known)) : migrateFrom(at, found);
        });
    }

    private Future<Void> migrateFrom(int version, Optional<JsonObject> found) {
        if (version == migrations().size()) {
            return Future.succeededFuture();
        }
        LOG.info("bringing the store from schema version {} to {}", version, version + 1);
        JsonObject next = Documents.byId(SCHEMA).put(VERSION, version + 1);
        return migrations()
                .get(version)
                .get()
                .compose(done -> found.isEmpty()
                        ? meta.insert(next)
                        : meta.replace(Documents.byId(SCHEMA).put(VERSION, version), next))
                // Another node may have been faster: read again.
                .compose(done -> migrate());
    }

    public Accounts accounts() {
        return accounts;
    }

    public Sessions sessions() {
        return sessions;
    }

    public Rooms rooms() {
        return rooms;
    }

    public Nodes nodes() {
        return nodes;
    }

    public Future<Void> close() {
        return second.close().compose(done -> mongo.close());
    }
}
