package org.hobnob.registry.store;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The collection {@code nodes} (SPEC 10): one document a registry, with a counter that it raises while it lives. Every
 * method fails with {@code UNAVAILABLE} where the store does.
 */
public final class Nodes {
    private static final String BEAT = "beat";

    private final Documents documents;

    public Nodes(MongoClient mongo) {
        documents = new Documents(mongo, "nodes");
    }

    /** Makes the node known, at beat 1. */
    public Future<Boolean> enter(String node) {
        return documents.insert(Documents.byId(node).put(BEAT, 1L));
    }

    /** Raises the node's beat; false where the others have given the node up for dead. */
    public Future<Boolean> beat(String node) {
        return documents.update(Documents.byId(node), new JsonObject().put("$inc", new JsonObject().put(BEAT, 1L)));
    }

    /** The beat of every node known. */
    public Future<Map<String, Long>> beats() {
        return documents
                .find(new JsonObject(), -1)
                .map(found -> found.stream()
                        .collect(Collectors.toMap(json -> json.getString("_id"), json -> json.getLong(BEAT))));
    }

    /** Whether the node was known and is not any more. */
    public Future<Boolean> remove(String node) {
        return documents.delete(Documents.byId(node));
    }
}
