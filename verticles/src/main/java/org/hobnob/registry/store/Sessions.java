package org.hobnob.registry.store;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;

/**
 * The collection {@code sessions} (SPEC 10): one document a user who is logged in, changed by compare-and-set on the
 * session's id. Every method fails with {@code UNAVAILABLE} where the store does.
 */
public final class Sessions {
    private static final String NODE = "node";
    private static final String SESSION = "session";

    private final Documents documents;

    public Sessions(MongoClient mongo) {
        documents = new Documents(mongo, "sessions");
    }

    /** Makes what searches by node need; may be done again. */
    Future<Void> prepare() {
        return documents.index(new JsonObject().put(NODE, 1).put("_id", 1));
    }

    /** Whether the user had no session and has this one now. */
    public Future<Boolean> insert(Session session) {
        return documents.insert(write(session));
    }

    /** Whether the user's session was the one expected and is this one now. */
    public Future<Boolean> replace(SessionId expected, Session session) {
        JsonObject query = Documents.byId(session.user().folded()).put(SESSION, expected.hex());
        return documents.replace(query, write(session));
    }

    /** Whether the user's session was this one and is ended now. */
    public Future<Boolean> delete(UserName user, SessionId session) {
        return documents.delete(Documents.byId(user.folded()).put(SESSION, session.hex()));
    }

    /** Ends all sessions of a node and tells how many they were. */
    public Future<Long> deleteNode(String node) {
        return documents.deleteAll(new JsonObject().put(NODE, node));
    }

    /** Ends all sessions there are and tells how many they were. */
    public Future<Long> deleteAll() {
        return documents.deleteAll(new JsonObject());
    }

    public Future<Optional<Session>> find(UserName user) {
        return documents.find(user.folded()).map(found -> found.map(Sessions::read));
    }

    /** Everybody who is logged in. */
    public Future<List<Session>> all() {
        return all(new JsonObject());
    }

    /** Everybody who is logged in at one of the nodes. */
    public Future<List<Session>> ofNodes(Set<String> nodes) {
        return all(new JsonObject().put(NODE, new JsonObject().put("$in", new JsonArray(List.copyOf(nodes)))));
    }

    private Future<List<Session>> all(JsonObject query) {
        return documents
                .find(query, -1)
                .map(found -> found.stream().map(Sessions::read).toList());
    }

    private static JsonObject write(Session session) {
        JsonObject json = Json.of(session.contact());
        json.remove("rooms");
        return json.put("_id", session.user().folded())
                .put(NODE, session.node())
                .put(SESSION, session.session().hex())
                .put("epoch", session.epoch());
    }

    private static Session read(JsonObject json) {
        return new Session(Json.contact(json), json.getString(NODE), Json.session(json), json.getLong("epoch"));
    }
}
