package org.hobnob.registry.store;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;

/**
 * The collection {@code invites} (SPEC 10): invitations to make an account, by the hashes of their tokens. Every method fails
 * with {@code UNAVAILABLE} if the store does.
 */
public final class Invites {
    /** The most invitations at a time. */
    public static final int MOST = 1_000;

    private static final String LEFT = "left";
    private static final String UNTIL = "until";

    private final Documents documents;

    /**
     * An invitation.
     *
     * @param hash of its token, hex
     * @param left how many accounts it may still make
     * @param untilMs until when, in milliseconds since 1970
     * @param by who made it
     * @param note what it is for; may be empty
     */
    public record Invite(String hash, int left, long untilMs, String by, String note) {}

    Invites(MongoClient mongo, StoreHealth health) {
        documents = new Documents(mongo, "invites", health);
    }

    /**
     * Adds an invitation, and forgets those that are used up or over: else they would fill the store in some years.
     *
     * @return fails with {@link Reason#NOT_ALLOWED} beyond {@value #MOST}
     */
    public Future<Boolean> add(Invite invite, long nowMs) {
        return forget(LEFT, 0)
                .compose(done -> forget(UNTIL, nowMs))
                .compose(done -> documents.count())
                .compose(count -> count >= MOST
                        ? Future.failedFuture(new RefusalException(Reason.NOT_ALLOWED))
                        : documents.insert(Documents.byId(invite.hash())
                                .put(LEFT, invite.left())
                                .put(UNTIL, invite.untilMs())
                                .put("by", invite.by())
                                .put("note", invite.note())));
    }

    private Future<Long> forget(String field, long most) {
        return documents.deleteAll(new JsonObject().put(field, new JsonObject().put("$lte", most)));
    }

    /** All of them, those that are used up or over too, in the order of their hashes. */
    public Future<List<Invite>> all() {
        return documents
                .find(new JsonObject(), MOST)
                .map(found -> found.stream().map(Invites::read).toList());
    }

    /**
     * Uses an invitation once.
     *
     * @return whether it is good
     */
    public Future<Boolean> use(String hash, long nowMs) {
        JsonObject query = Documents.byId(hash)
                .put(LEFT, new JsonObject().put("$gt", 0))
                .put(UNTIL, new JsonObject().put("$gt", nowMs));
        return documents.update(query, new JsonObject().put("$inc", new JsonObject().put(LEFT, -1)));
    }

    /** Takes a use back that made no account. */
    public Future<Boolean> giveBack(String hash) {
        return documents.update(Documents.byId(hash), new JsonObject().put("$inc", new JsonObject().put(LEFT, 1)));
    }

    /** Returns whether there was one. */
    public Future<Boolean> revoke(String hash) {
        return documents.delete(Documents.byId(hash));
    }

    private static Invite read(JsonObject json) {
        return new Invite(
                json.getString("_id"),
                json.getInteger(LEFT),
                json.getLong(UNTIL),
                json.getString("by"),
                json.getString("note", ""));
    }
}
