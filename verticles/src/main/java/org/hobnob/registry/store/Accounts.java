package org.hobnob.registry.store;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.Optional;
import org.hobnob.protocol.message.value.UserName;

/** The collection {@code accounts} (SPEC 10). Every method fails with {@code UNAVAILABLE} if the store does. */
public final class Accounts {
    private final Documents documents;

    public Accounts(MongoClient mongo) {
        documents = new Documents(mongo, "accounts");
    }

    /**
     * Creates an account.
     *
     * @return false if the name is taken
     */
    public Future<Boolean> create(UserName user, String phc, long nowEpochMs) {
        return documents.insert(Documents.byId(user.folded())
                .put("name", user.shown())
                .put("password", phc)
                .put("epoch", 0L)
                .put("created", nowEpochMs));
    }

    public Future<Optional<Account>> find(UserName user) {
        return documents.find(user.folded()).map(found -> found.map(Accounts::read));
    }

    /**
     * Replaces the stored hash if it is still the expected one.
     *
     * @return whether it was
     */
    public Future<Boolean> rehash(UserName user, String expectedPhc, String phc) {
        JsonObject query = Documents.byId(user.folded()).put("password", expectedPhc);
        return documents.update(query, new JsonObject().put("$set", new JsonObject().put("password", phc)));
    }

    private static Account read(JsonObject json) {
        return new Account(new UserName(json.getString("name")), json.getString("password"), json.getLong("epoch"));
    }
}
