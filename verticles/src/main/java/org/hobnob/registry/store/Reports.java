package org.hobnob.registry.store;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;

/** The collection {@code reports} (SPEC 10): what users reported. Every method fails with {@code UNAVAILABLE} if the store does. */
public final class Reports {
    /** The most reports that are kept. */
    public static final int MOST = 1_000;
    /** The most of them that one user made. */
    public static final int MOST_OF_ONE = 50;

    private static final int TRIES = 20;

    private final Documents documents;

    Reports(MongoClient mongo, StoreHealth health) {
        documents = new Documents(mongo, "reports", health);
    }

    /**
     * Keeps a report under the next number.
     *
     * @param report what is kept, with its reporter, folded
     * @return its number; fails with {@link Reason#NOT_ALLOWED} where there are too many
     */
    public Future<Integer> add(JsonObject report) {
        return add(report, TRIES);
    }

    private Future<Integer> add(JsonObject report, int tries) {
        return all().compose(kept -> {
            long own = kept.stream()
                    .filter(one -> one.getString("reporter").equals(report.getString("reporter")))
                    .count();
            if (kept.size() >= MOST || own >= MOST_OF_ONE) {
                return Future.failedFuture(new RefusalException(Reason.NOT_ALLOWED));
            }
            int number = kept.isEmpty() ? 1 : number(kept.get(kept.size() - 1)) + 1;
            return documents
                    .insert(Documents.byId(id(number)).mergeIn(report))
                    .compose(done -> done ? Future.succeededFuture(number) : again(report, tries - 1));
        });
    }

    private Future<Integer> again(JsonObject report, int tries) {
        return tries == 0 ? Future.failedFuture(new RefusalException(Reason.UNAVAILABLE)) : add(report, tries);
    }

    private static String id(int number) {
        return String.format(Locale.ROOT, "%09d", number);
    }

    /** The number of a report. */
    public static int number(JsonObject report) {
        return Integer.parseInt(report.getString("_id"));
    }

    /** All reports, the earliest first. */
    public Future<List<JsonObject>> all() {
        return documents.find(new JsonObject(), MOST);
    }

    public Future<Optional<JsonObject>> find(int number) {
        return documents.find(id(number));
    }

    /** Returns whether there was one. */
    public Future<Boolean> drop(int number) {
        return documents.delete(Documents.byId(id(number)));
    }
}
