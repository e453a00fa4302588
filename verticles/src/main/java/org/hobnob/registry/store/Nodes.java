package org.hobnob.registry.store;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.registry.rules.presence.NewsCount;

/**
 * The collection {@code nodes} (SPEC 10): one document a registry, with a counter that it raises while it lives. Every
 * method fails with {@code UNAVAILABLE} where the store does.
 */
public final class Nodes {
    private static final String BEAT = "beat";
    private static final String NEWS = "news";
    private static final String TAKEN = "taken";
    private static final String ADDRESSES = "addresses";
    private static final String LEAVING = "leaving";

    private final Documents documents;

    public Nodes(MongoClient mongo) {
        documents = new Documents(mongo, "nodes");
    }

    /** Makes the node known, at beat 1 and without news; false where it is already. */
    public Future<Boolean> enter(String node, List<HostPort> addresses, boolean isLeaving) {
        return documents.insert(Documents.byId(node)
                .put(BEAT, 1L)
                .put(NEWS, NewsCount.NONE.number())
                .put(TAKEN, NewsCount.NONE.taken())
                .put(ADDRESSES, Json.array(addresses, HostPort::toString))
                .put(LEAVING, isLeaving));
    }

    /** Raises the node's beat and tells how far its news have come; false where the others have given the node up for dead. */
    public Future<Boolean> beat(String node, NewsCount news) {
        JsonObject furthest = new JsonObject().put(NEWS, news.number()).put(TAKEN, news.taken());
        JsonObject update = new JsonObject()
                .put("$inc", new JsonObject().put(BEAT, 1L))
                // A beat that the store took late must not take news back.
                .put("$max", furthest);
        return documents.update(Documents.byId(node), update);
    }

    /** Says where peers find the node and whether it takes no more of them; false where it is not known. */
    public Future<Boolean> describe(String node, List<HostPort> addresses, boolean isLeaving) {
        JsonObject said = new JsonObject()
                .put(ADDRESSES, Json.array(addresses, HostPort::toString))
                .put(LEAVING, isLeaving);
        return documents.update(Documents.byId(node), new JsonObject().put("$set", said));
    }

    public Future<Optional<Node>> find(String node) {
        return documents.find(node).map(found -> found.map(Nodes::read));
    }

    /** Every node known, by its id. */
    public Future<Map<String, Node>> all() {
        return documents
                .find(new JsonObject(), -1)
                .map(found -> found.stream().map(Nodes::read).collect(Collectors.toMap(Node::id, Function.identity())));
    }

    /** Whether the node was known, at that beat, and is not any more. */
    public Future<Boolean> remove(String node, long beat) {
        return documents.delete(Documents.byId(node).put(BEAT, beat));
    }

    /** Whether the node was known and is not any more. */
    public Future<Boolean> remove(String node) {
        return documents.delete(Documents.byId(node));
    }

    private static Node read(JsonObject json) {
        return new Node(
                json.getString("_id"),
                json.getLong(BEAT),
                // Earlier registries wrote none of these.
                Optional.ofNullable(json.getLong(NEWS)).map(number -> new NewsCount(number, json.getLong(TAKEN))),
                Json.list(json, ADDRESSES, HostPort::of),
                json.getBoolean(LEAVING, false));
    }
}
