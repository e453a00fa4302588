package org.hobnob.registry.store;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.admin.Administration;
import org.hobnob.registry.rules.admin.Registration;

/**
 * The collection {@code administration} (SPEC 10): one document, so that who administers changes by compare-and-set and nobody is
 * locked out by two changes at once. Every method fails with {@code UNAVAILABLE} if the store does.
 */
public final class AdminDocument {
    private static final String ID = "registry";
    private static final String VERSION = "version";
    private static final String ADMINS = "admins";
    private static final String REGISTRATION = "registration";
    private static final String MOTD = "motd";
    private static final String CLAIM = "claim";
    private static final String HASH = "hash";
    private static final String UNTIL = "until";
    private static final int TRIES = 20;

    private final Documents documents;
    private volatile Administration known = Administration.NONE;

    AdminDocument(MongoClient mongo, StoreHealth health) {
        documents = new Documents(mongo, "administration", health);
    }

    /** Returns it as the store has it. It is read only if it has changed. May be called on any thread. */
    public Future<Administration> current() {
        Administration before = known;
        JsonObject query = Documents.byId(ID).put(VERSION, new JsonObject().put("$gt", before.version()));
        return documents.find(query, 1).map(found -> {
            found.stream().findFirst().map(AdminDocument::read).ifPresent(later -> known = later);
            return found.isEmpty() ? before : known;
        });
    }

    /**
     * Changes it.
     *
     * @param change may throw a {@link RefusalException}; returns the same object for no change
     * @return as it is since
     */
    public Future<Administration> change(UnaryOperator<Administration> change) {
        return change(change, TRIES);
    }

    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, means no change
    private Future<Administration> change(UnaryOperator<Administration> change, int tries) {
        if (tries == 0) {
            return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
        }
        return documents.find(ID).compose(found -> {
            Administration before = found.map(AdminDocument::read).orElse(Administration.NONE);
            Administration after = change.apply(before);
            if (after == before) {
                return Future.succeededFuture(before);
            }
            Future<Boolean> written = found.isEmpty()
                    ? documents.insert(write(after))
                    : documents.replace(Documents.byId(ID).put(VERSION, before.version()), write(after));
            return written.compose(done -> done ? Future.succeededFuture(after) : change(change, tries - 1));
        });
    }

    private static JsonObject write(Administration now) {
        JsonObject json = Documents.byId(ID)
                .put(VERSION, now.version())
                .put(ADMINS, Json.array(now.admins(), UserName::shown))
                .put(REGISTRATION, now.registration().word())
                .put(MOTD, now.motd());
        now.claim()
                .ifPresent(claim ->
                        json.put(CLAIM, new JsonObject().put(HASH, claim.hash()).put(UNTIL, claim.untilMs())));
        return json;
    }

    private static Administration read(JsonObject json) {
        JsonObject claim = json.getJsonObject(CLAIM);
        return new Administration(
                json.getLong(VERSION),
                json.getJsonArray(ADMINS, new JsonArray()).stream()
                        .map(name -> new UserName((String) name))
                        .toList(),
                Registration.ofWord(json.getString(REGISTRATION)).orElse(Registration.CLOSED),
                json.getString(MOTD, ""),
                Optional.ofNullable(claim)
                        .map(one -> new Administration.Claim(one.getString(HASH), one.getLong(UNTIL))));
    }
}
