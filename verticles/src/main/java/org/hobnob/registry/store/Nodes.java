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
 * The collection {@code nodes} (SPEC 10): one document per registry, with a counter (the beat) that the registry raises
 * while it is alive. Every method fails with {@code UNAVAILABLE} if the store does.
 */
public final class Nodes {
    private static final String BEAT = "beat";
    private static final String NEWS = "news";
    private static final String TAKEN = "taken";
    private static final String ROOM_NEWS = "roomNews";
    private static final String BANS = "bans";
    private static final String ADDRESSES = "addresses";
    private static final String LEAVING = "leaving";

    private final Documents documents;

    Nodes(MongoClient mongo, StoreHealth health) {
        documents = new Documents(mongo, "nodes", health);
    }

    /**
     * Inserts the node's document, with beat 1 and without news.
     *
     * @return false if the node has a document already
     */
    public Future<Boolean> enter(String node, List<HostPort> addresses, boolean isLeaving) {
        return documents.insert(Documents.byId(node)
                .put(BEAT, 1L)
                .put(NEWS, NewsCount.NONE.number())
                .put(TAKEN, NewsCount.NONE.taken())
                .put(ROOM_NEWS, 0L)
                .put(ADDRESSES, Json.array(addresses, HostPort::toString))
                .put(LEAVING, isLeaving));
    }

    /**
     * Raises the node's beat and stores how many news it has published.
     *
     * @param news those of presence
     * @param roomNews those of rooms
     * @param bans the version of the bans that the node goes by
     * @return false if the node has no document, because the others declared it dead
     */
    public Future<Boolean> beat(String node, NewsCount news, long roomNews, long bans) {
        JsonObject furthest = new JsonObject()
                .put(NEWS, news.number())
                .put(TAKEN, news.taken())
                .put(ROOM_NEWS, roomNews)
                .put(BANS, bans);
        JsonObject update = new JsonObject()
                .put("$inc", new JsonObject().put(BEAT, 1L))
                // {@code $max}, because a write that arrives late must not lower a count.
                .put("$max", furthest);
        return documents.update(Documents.byId(node), update);
    }

    /**
     * Stores where peers find the node and whether it accepts no more of them.
     *
     * @return false if the node has no document
     */
    public Future<Boolean> describe(String node, List<HostPort> addresses, boolean isLeaving) {
        JsonObject said = new JsonObject()
                .put(ADDRESSES, Json.array(addresses, HostPort::toString))
                .put(LEAVING, isLeaving);
        return documents.update(Documents.byId(node), new JsonObject().put("$set", said));
    }

    /**
     * Asks a node to send its peers to the others; it reads that within a second.
     *
     * @return false if the node has no document
     */
    public Future<Boolean> askToLeave(String node) {
        return documents.update(
                Documents.byId(node), new JsonObject().put("$set", new JsonObject().put(LEAVING, true)));
    }

    public Future<Optional<Node>> find(String node) {
        return documents.find(node).map(found -> found.map(Nodes::read));
    }

    /** All nodes by id. */
    public Future<Map<String, Node>> all() {
        return documents
                .find(new JsonObject(), -1)
                .map(found -> found.stream().map(Nodes::read).collect(Collectors.toMap(Node::id, Function.identity())));
    }

    /**
     * Removes the node's document if its beat is the given one.
     *
     * @return whether it was removed
     */
    public Future<Boolean> remove(String node, long beat) {
        return documents.delete(Documents.byId(node).put(BEAT, beat));
    }

    /**
     * Removes the node's document.
     *
     * @return whether there was one
     */
    public Future<Boolean> remove(String node) {
        return documents.delete(Documents.byId(node));
    }

    private static Node read(JsonObject json) {
        return new Node(
                json.getString("_id"),
                json.getLong(BEAT),
                // Older versions of the registry do not store these fields.
                Optional.ofNullable(json.getLong(NEWS)).map(number -> new NewsCount(number, json.getLong(TAKEN))),
                Optional.ofNullable(json.getLong(ROOM_NEWS)),
                json.getLong(BANS, 0L),
                Json.list(json, ADDRESSES, HostPort::of),
                json.getBoolean(LEAVING, false));
    }
}
