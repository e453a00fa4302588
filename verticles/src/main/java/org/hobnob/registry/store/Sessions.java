package org.hobnob.registry.store;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.message.value.UserStatus;

/**
 * The collection {@code sessions} (SPEC 10): one document per logged-in user, changed by compare-and-set on the session's
 * id. Every method fails with {@code UNAVAILABLE} if the store does.
 */
public final class Sessions {
    private static final String NODE = "node";
    private static final String SESSION = "session";

    private final Documents documents;

    Sessions(MongoClient mongo, StoreHealth health) {
        documents = new Documents(mongo, "sessions", health);
    }

    /** Creates the index for searches by node, if it does not exist. */
    Future<Void> prepare() {
        return documents.index(new JsonObject().put(NODE, 1).put("_id", 1));
    }

    /**
     * Inserts the user's session.
     *
     * @return false if the user has a session already
     */
    public Future<Boolean> insert(Session session) {
        return documents.insert(write(session));
    }

    /**
     * Replaces the user's session if it is the expected one.
     *
     * @return whether it was
     */
    public Future<Boolean> replace(SessionId expected, Session session) {
        JsonObject query = Documents.byId(session.user().folded()).put(SESSION, expected.hex());
        return documents.replace(query, write(session));
    }

    /**
     * Changes the status that the user tells in this session.
     *
     * @return whether it is the user's session
     */
    public Future<Boolean> setStatus(UserName user, SessionId session, UserStatus status) {
        JsonObject query = Documents.byId(user.folded()).put(SESSION, session.hex());
        return documents.update(query, new JsonObject().put("$set", new JsonObject().put("status", status.toString())));
    }

    /**
     * Deletes the user's session if it is this one.
     *
     * @return whether it was
     */
    public Future<Boolean> delete(UserName user, SessionId session) {
        return documents.delete(Documents.byId(user.folded()).put(SESSION, session.hex()));
    }

    /**
     * Deletes sessions, each unless its user has another one by now.
     *
     * @param ended the sessions by user, at most a few hundred; no id is that of two sessions
     * @return the sessions that these users have now
     */
    public Future<Map<UserName, Session>> delete(Map<UserName, SessionId> ended) {
        JsonObject users = among(Json.array(List.copyOf(ended.keySet()), UserName::folded));
        JsonObject sessions = among(Json.array(List.copyOf(ended.values()), SessionId::hex));
        return documents
                .deleteAll(new JsonObject().put("_id", users).put(SESSION, sessions))
                .compose(count -> count == ended.size()
                        ? Future.succeededFuture(List.<Session>of())
                        : all(new JsonObject().put("_id", users)))
                .map(left -> left.stream().collect(Collectors.toMap(Session::user, Function.identity())));
    }

    private static JsonObject among(JsonArray values) {
        return new JsonObject().put("$in", values);
    }

    /**
     * Deletes all sessions of a node.
     *
     * @return how many there were
     */
    public Future<Long> deleteNode(String node) {
        return documents.deleteAll(new JsonObject().put(NODE, node));
    }

    /**
     * Deletes all sessions.
     *
     * @return how many there were
     */
    public Future<Long> deleteAll() {
        return documents.deleteAll(new JsonObject());
    }

    public Future<Optional<Session>> find(UserName user) {
        return documents.find(user.folded()).map(found -> found.map(Sessions::read));
    }

    /** All sessions. */
    public Future<List<Session>> all() {
        return all(new JsonObject());
    }

    /** All sessions of these nodes. */
    public Future<List<Session>> ofNodes(Set<String> nodes) {
        return all(new JsonObject().put(NODE, among(new JsonArray(List.copyOf(nodes)))));
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
