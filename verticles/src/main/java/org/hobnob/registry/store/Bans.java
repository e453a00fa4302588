package org.hobnob.registry.store;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.registry.rules.credentials.Ban;
import org.hobnob.registry.rules.credentials.BanList;

/**
 * The collection {@code bans} (SPEC 10): one document with all bans of the registry, so that they and their version change
 * together, by compare-and-set on the version. Every method fails with {@code UNAVAILABLE} if the store does.
 */
public final class Bans {
    private static final String ID = "registry";
    private static final String VERSION = "version";
    private static final String BANS = "bans";
    private static final String UNTIL = "until";
    private static final String BY = "by";
    private static final String SINCE = "since";
    private static final int TRIES = 20;

    private final Documents documents;
    private volatile BanList known = BanList.NONE;

    Bans(MongoClient mongo, StoreHealth health) {
        documents = new Documents(mongo, "bans", health);
    }

    /** Returns the bans as the store has them. They are read only if they have changed. May be called on any thread. */
    public Future<BanList> current() {
        BanList before = known;
        return later(before.version()).map(later -> {
            later.ifPresent(list -> known = list);
            return later.orElse(before);
        });
    }

    /** Returns the bans as they were last read; {@link BanList#NONE} before. May be called on any thread. */
    public BanList known() {
        return known;
    }

    /** Returns the bans if the store has a later version of them than this one. */
    Future<Optional<BanList>> later(long version) {
        JsonObject query = Documents.byId(ID).put(VERSION, new JsonObject().put("$gt", version));
        return documents.find(query, 1).map(found -> found.stream().findFirst().map(Bans::read));
    }

    /**
     * Bans, in place of an earlier ban of the same subject.
     *
     * @return the bans since; fails with {@link Reason#TOO_MANY_BANS} beyond {@value BanList#MAX_BANS}
     */
    public Future<BanList> ban(Ban ban, long nowMs) {
        return change(list -> list.with(ban, nowMs), TRIES);
    }

    /**
     * Lifts the ban of a subject, if there is one.
     *
     * @return the bans since
     */
    public Future<BanList> lift(String subject, long nowMs) {
        return change(list -> list.without(subject, nowMs), TRIES);
    }

    private Future<BanList> change(UnaryOperator<BanList> change, int tries) {
        if (tries == 0) {
            return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
        }
        return later(0).compose(found -> {
            BanList before = found.orElse(BanList.NONE);
            BanList after = change.apply(before);
            Future<Boolean> written = found.isEmpty()
                    ? documents.insert(write(after))
                    : documents.replace(Documents.byId(ID).put(VERSION, before.version()), write(after));
            return written.compose(done -> done ? Future.succeededFuture(after) : change(change, tries - 1));
        });
    }

    private static JsonObject write(BanList list) {
        return Documents.byId(ID).put(VERSION, list.version()).put(BANS, Json.array(list.bans(), Bans::write));
    }

    private static JsonObject write(Ban ban) {
        JsonObject json = new JsonObject().put("subject", ban.subject()).put("reason", ban.reason());
        ban.untilMs().ifPresent(ms -> json.put(UNTIL, ms));
        if (!ban.by().isEmpty()) {
            json.put(BY, ban.by());
        }
        ban.sinceMs().ifPresent(ms -> json.put(SINCE, ms));
        return json;
    }

    private static BanList read(JsonObject json) {
        return new BanList(
                json.getLong(VERSION),
                json.getJsonArray(BANS, new JsonArray()).stream()
                        .map(ban -> readBan((JsonObject) ban))
                        .toList());
    }

    private static Ban readBan(JsonObject json) {
        return new Ban(
                json.getString("subject"),
                json.getString("reason"),
                time(json, UNTIL),
                json.getString(BY, ""),
                time(json, SINCE));
    }

    private static OptionalLong time(JsonObject json, String key) {
        Long ms = json.getLong(key);
        return ms == null ? OptionalLong.empty() : OptionalLong.of(ms);
    }
}
