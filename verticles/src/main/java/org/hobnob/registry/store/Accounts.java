package org.hobnob.registry.store;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.Optional;
import org.hobnob.protocol.message.value.PasswordDigest;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.store.Account.Hashes;

/** The collection {@code accounts} (SPEC 10). Every method fails with {@code UNAVAILABLE} if the store does. */
public final class Accounts {
    private static final String PLAIN = "password";
    private static final String SALTED = "password2";
    private static final String EPOCH = "epoch";
    private static final String STAMP = "stamp";

    private final Documents documents;

    public Accounts(MongoClient mongo) {
        documents = new Documents(mongo, "accounts");
    }

    /**
     * Creates an account.
     *
     * @return false if the name is taken
     */
    public Future<Boolean> create(UserName user, Hashes hashes, long nowEpochMs) {
        JsonObject account = Documents.byId(user.folded())
                .put("name", user.shown())
                .put(PLAIN, hashes.plain().orElse(null))
                .put(EPOCH, 0L)
                .put("created", nowEpochMs);
        hashes.salted().ifPresent(phc -> account.put(SALTED, phc));
        return documents.insert(account);
    }

    public Future<Optional<Account>> find(UserName user) {
        return documents.find(user.folded()).map(found -> found.map(Accounts::read));
    }

    /**
     * Stores a hash of the account's present password over a digest, if neither that hash nor the epoch has changed since it
     * was read.
     *
     * @return whether they had not
     */
    public Future<Boolean> rehash(Account read, PasswordDigest digest, String phc) {
        String field = digest == PasswordDigest.PLAIN ? PLAIN : SALTED;
        JsonObject query = Documents.byId(read.user().folded())
                .put(field, read.hashes().over(digest).orElse(null))
                .put(EPOCH, read.epoch());
        return documents.update(query, set(new JsonObject().put(field, phc)));
    }

    /**
     * Writes an account's epoch and logins if it has not been changed since it was read.
     *
     * @param read the account as it was read
     * @param changed its next change; its hashes are not looked at
     * @return whether it had not
     */
    public Future<Boolean> changeLogins(Account read, Account changed) {
        return replace(read, logins(changed));
    }

    /** Writes the hashes as well; otherwise as {@link #changeLogins}. */
    public Future<Boolean> changeAll(Account read, Account changed) {
        return replace(
                read,
                logins(changed)
                        .put(PLAIN, changed.hashes().plain().orElse(null))
                        .put(SALTED, changed.hashes().salted().orElse(null)));
    }

    private static JsonObject logins(Account changed) {
        return TrustedLoginsJson.of(changed.logins())
                .put(EPOCH, changed.epoch())
                .put(STAMP, changed.stamp());
    }

    private Future<Boolean> replace(Account read, JsonObject fields) {
        // An account that was never changed has no stamp.
        Long stamp = read.stamp() == 0 ? null : Long.valueOf(read.stamp());
        JsonObject query = Documents.byId(read.user().folded()).put(STAMP, stamp);
        return documents.update(query, set(fields));
    }

    private static JsonObject set(JsonObject fields) {
        return new JsonObject().put("$set", fields);
    }

    private static Account read(JsonObject json) {
        Hashes hashes =
                new Hashes(Optional.ofNullable(json.getString(PLAIN)), Optional.ofNullable(json.getString(SALTED)));
        return new Account(
                new UserName(json.getString("name")),
                hashes,
                json.getLong(EPOCH),
                TrustedLoginsJson.read(json),
                json.getLong(STAMP, 0L));
    }
}
