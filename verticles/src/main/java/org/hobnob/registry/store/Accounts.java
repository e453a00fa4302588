package org.hobnob.registry.store;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.value.PasswordDigest;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.store.Account.Hashes;

/** The collection {@code accounts} (SPEC 10). Every method fails with {@code UNAVAILABLE} if the store does. */
public final class Accounts {
    private static final String PLAIN = "password";
    private static final String SALTED = "password2";
    private static final String EPOCH = "epoch";
    private static final String STAMP = "stamp";
    private static final String KNOWN = "known";
    private static final String CREATED = "created";
    private static final String DISABLED = "disabled";
    private static final int MAX_KNOWN = 8;

    private final Documents documents;

    Accounts(MongoClient mongo, StoreHealth health) {
        documents = new Documents(mongo, "accounts", health);
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
                // Not 0: what another registry remembers of a deleted account must not let anybody in to its namesake.
                .put(EPOCH, nowEpochMs)
                .put(CREATED, nowEpochMs);
        hashes.salted().ifPresent(phc -> account.put(SALTED, phc));
        return documents.insert(account);
    }

    /**
     * Lists accounts in the order of their folded names.
     *
     * @param after the name after which the list begins; empty for the beginning
     * @param limit the most accounts to return
     */
    public Future<List<Account>> page(Optional<UserName> after, int limit) {
        JsonObject query = after.map(name -> new JsonObject().put("_id", new JsonObject().put("$gt", name.folded())))
                .orElseGet(JsonObject::new);
        return documents
                .find(query, limit)
                .map(found -> found.stream().map(Accounts::read).toList());
    }

    /**
     * Deletes an account.
     *
     * @return false if there was none
     */
    public Future<Boolean> delete(UserName user) {
        return documents.delete(Documents.byId(user.folded()));
    }

    /** Returns how many accounts there are. */
    public Future<Long> count() {
        return documents.count();
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
     * Makes an address from which the account was used the newest one, if the account's epoch has not changed since it was
     * read. The oldest makes way beyond {@value #MAX_KNOWN}. Of several at once some may be lost.
     */
    public Future<Boolean> know(Account read, String address) {
        List<String> known = new ArrayList<>(read.known());
        known.remove(address);
        known.add(address);
        List<String> newest = known.subList(Math.max(0, known.size() - MAX_KNOWN), known.size());
        JsonObject query = Documents.byId(read.user().folded()).put(EPOCH, read.epoch());
        return documents.update(query, set(new JsonObject().put(KNOWN, new JsonArray(newest))));
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

    /** Writes the hashes, and whether it is disabled, as well; otherwise as {@link #changeLogins}. */
    public Future<Boolean> changeAll(Account read, Account changed) {
        return replace(
                read,
                logins(changed)
                        .put(DISABLED, changed.disabled())
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
        if (fields.getLong(EPOCH) != read.epoch()) {
            // Only then: otherwise an address that was added meanwhile would be lost.
            fields.put(KNOWN, new JsonArray());
        }
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
                Json.list(json, KNOWN, Optional::of),
                json.getLong(STAMP, 0L),
                json.getLong(CREATED, 0L),
                json.getBoolean(DISABLED, false));
    }
}
