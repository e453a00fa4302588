package org.hobnob.registry.store;

import com.mongodb.ConnectionString;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registry's database: the collections, the schema version and the migrations (SPEC 10). */
public final class Store {
    /** How durable sessions must be. */
    public enum SessionLife {
        /** Other registries rely on the sessions: a lost one could let a user log in twice. */
        SHARED,
        /** Sessions need not outlive the process, which is alone on the store and deletes all of them when it starts. */
        PROCESS
    }

    /** The name of the database, unless the connection string gives another. */
    public static final String DATABASE = "hobnob";

    private static final Logger LOG = LoggerFactory.getLogger(Store.class);
    private static final int SELECTION_TIMEOUT_MS = 3_000;
    /**
     * Far longer than a commit to a slow disk takes. Without a timeout the registry would wait forever for a silent store.
     */
    private static final int ANSWER_TIMEOUT_MS = 5_000;

    /** The version of the schema that this program writes. */
    public static final int SCHEMA_VERSION = 3;

    static final String META = "meta";
    static final String SCHEMA = "schema";
    static final String VERSION = "version";
    static final String PROBE = "probe";
    /** The document of {@link #META} that is there while a backup is being restored. */
    static final String RESTORING = "restoring";

    private final MongoClient mongo;
    private final MongoClient second;
    private final StoreHealth health;
    private final Documents meta;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Rooms rooms;
    private final Nodes nodes;
    private final Bans bans;
    private final AdminDocument administration;
    private final Invites invites;
    private final Reports reports;
    private final Mailboxes mailboxes;

    /** @param second a client of its own for sessions or for nodes */
    private Store(MongoClient mongo, MongoClient second, SessionLife life) {
        boolean isShared = life == SessionLife.SHARED;
        this.mongo = mongo;
        this.second = second;
        // A store of this process says itself what is wrong with it.
        health = new StoreHealth(isShared, Instant::now, System::nanoTime);
        meta = new Documents(mongo, META, health);
        accounts = new Accounts(mongo, health);
        sessions = new Sessions(isShared ? mongo : second, health);
        rooms = new Rooms(mongo, health);
        // A client of its own, so that renewing a lease does not wait behind the requests of many peers.
        nodes = new Nodes(isShared ? second : mongo, health);
        bans = new Bans(mongo, health);
        administration = new AdminDocument(mongo, health);
        invites = new Invites(mongo, health);
        reports = new Reports(mongo, health);
        mailboxes = new Mailboxes(mongo, health);
    }

    /** Opens a store whose sessions are as durable as everything else. */
    public static Future<Store> open(Vertx vertx, String connectionString) {
        return open(vertx, connectionString, SessionLife.SHARED);
    }

    /**
     * Connects to the database and migrates the schema to the current version.
     *
     * @param connectionString a MongoDB connection string
     * @param life how durable sessions must be
     * @return fails with {@link SchemaTooNewException}, or with {@link StoreUnavailableException} if the database does not
     *     answer
     * @throws IllegalArgumentException if the connection string is malformed
     */
    public static Future<Store> open(Vertx vertx, String connectionString, SessionLife life) {
        // A write that only a minority has taken could be lost, and with it an account or a lease.
        JsonObject lasting = settings(connectionString).put("w", "majority");
        JsonObject brief = settings(connectionString).put("w", 1).put("j", false);
        Store store = new Store(
                MongoClient.create(vertx, lasting),
                MongoClient.create(vertx, life == SessionLife.SHARED ? lasting : brief),
                life);
        return store.ping()
                .compose(done -> store.requireWhole())
                .compose(done -> store.migrate())
                .map(store)
                .recover(cause -> store.close().transform(done -> Future.failedFuture(cause)));
    }

    static JsonObject settings(String connectionString) {
        // Vert.x prefers its own setting for the database to that of the connection string.
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

    /** The steps from each schema version to the next. Each step may run more than once. */
    private List<Supplier<Future<Void>>> migrations() {
        return List.of(
                // Version 1: everything is found by _id, so nothing has to be prepared.
                Future::succeededFuture,
                // Version 2: sessions are also read by node.
                () -> sessions.prepare(),
                // Version 3: accounts and rooms have further fields, each with a default where it is missing.
                this::prepareVersion3);
    }

    private Future<Void> prepareVersion3() {
        return rooms.prepare()
                .compose(done -> index("bans", "version"))
                // Their documents are found by _id; these indexes were made before that was known.
                .compose(done -> index("mailboxes", "user"))
                .compose(done -> index("prekeys", "user"));
    }

    private Future<Void> index(String collection, String field) {
        return new Documents(mongo, collection, health)
                .index(new JsonObject().put(field, 1).put("_id", 1));
    }

    private Future<Void> requireWhole() {
        return meta.find(RESTORING)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture()
                        : Future.failedFuture(new RestoreUnfinishedException()));
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
                // If another node was faster, the version has changed: read it again.
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

    public Bans bans() {
        return bans;
    }

    public AdminDocument administration() {
        return administration;
    }

    public Reports reports() {
        return reports;
    }

    public Invites invites() {
        return invites;
    }

    public Mailboxes mailboxes() {
        return mailboxes;
    }

    /**
     * Writes to the store, once a second at most, to learn whether it can be written.
     *
     * @return since when it has failed; empty if it works. Never fails
     */
    public Future<Optional<Instant>> troubledSince() {
        return health.check(() -> {
            JsonObject probe = new JsonObject().put("at", System.currentTimeMillis());
            return meta.update(Documents.byId(PROBE), new JsonObject().put("$set", probe))
                    .compose(found -> found
                            ? Future.succeededFuture(true)
                            : meta.insert(Documents.byId(PROBE).mergeIn(probe)));
        });
    }

    public Future<Void> close() {
        return second.close().compose(done -> mongo.close());
    }
}
