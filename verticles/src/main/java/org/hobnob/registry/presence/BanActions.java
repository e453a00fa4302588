package org.hobnob.registry.presence;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.credentials.Ban;
import org.hobnob.registry.rules.credentials.BanList;
import org.hobnob.registry.store.Node;
import org.hobnob.registry.store.Store;

/** The actions of presence that change and list the bans of the registry (BUS.md 4.3). */
final class BanActions {
    /** Longer than a registry takes that is well: it asks for bans twice a second, and beats once. */
    private static final long IN_FORCE_MS = 2_500;

    private static final long LOOK_MS = 200;

    private final Store store;
    private final BanWatch watch;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private Vertx vertx;

    BanActions(Store store, BanWatch watch, Clock clock, LongSupplier nanoTime) {
        this.store = store;
        this.watch = watch;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    Map<String, Function<JsonObject, Future<JsonObject>>> on(Vertx vertx) {
        this.vertx = vertx;
        return Map.of("add-ban", this::ban, "lift-ban", this::lift, "list-bans", this::bans);
    }

    private Future<JsonObject> ban(JsonObject json) {
        long nowMs = clock.millis();
        OptionalLong until =
                json.getValue("until") == null ? OptionalLong.empty() : OptionalLong.of(Json.number(json, "until"));
        Ban ban = Json.valid(
                () -> new Ban(subject(json), words(json, "words"), until, words(json, "by"), OptionalLong.of(nowMs)));
        return requireKnown(ban)
                .compose(known -> store.bans().ban(ban, nowMs))
                .compose(this::inForce)
                .map(reply -> reply.put("ban", json(ban)));
    }

    private static String subject(JsonObject json) {
        return Json.required(json, "subject", text -> Optional.of(text).filter(Ban::bansSomebody));
    }

    private static String words(JsonObject json, String key) {
        return Json.optional(json, key, Optional::of).orElse("");
    }

    /** A name that is banned by mistake must not look as if somebody were banned. */
    private Future<Void> requireKnown(Ban ban) {
        Optional<UserName> user = Ban.userOf(ban.subject()).flatMap(UserName::of);
        return user.isEmpty()
                ? Future.succeededFuture()
                : store.accounts()
                        .find(user.get())
                        .compose(found -> found.isPresent()
                                ? Future.succeededFuture()
                                : Future.failedFuture(new RefusalException(Reason.NO_SUCH_USER)));
    }

    private Future<JsonObject> lift(JsonObject json) {
        String subject = Json.text(json, "subject");
        long nowMs = clock.millis();
        return store.bans().current().compose(list -> {
            Optional<Ban> found = list.find(subject, nowMs);
            if (found.isEmpty()) {
                return Future.succeededFuture(new JsonObject());
            }
            return store.bans()
                    .lift(subject, nowMs)
                    .compose(this::inForce)
                    .map(reply -> reply.put("ban", json(found.get())));
        });
    }

    private Future<JsonObject> bans(JsonObject json) {
        return store.bans()
                .current()
                .compose(list -> registries(list.version())
                        .map(reply -> reply.put("bans", Json.array(list.inForce(clock.millis()), BanActions::json))));
    }

    /** Puts the list in force here, and waits a moment until the other registries tell that it is there too. */
    private Future<JsonObject> inForce(BanList list) {
        Promise<JsonObject> done = Promise.promise();
        watch.askNow().onComplete(asked -> look(list.version(), nanoTime.getAsLong() + IN_FORCE_MS * 1_000_000, done));
        return done.future();
    }

    private void look(long version, long untilNs, Promise<JsonObject> done) {
        registries(version).onComplete(read -> {
            boolean isDone =
                    read.failed() || read.result().getJsonArray("behind").isEmpty();
            if (isDone || nanoTime.getAsLong() >= untilNs) {
                // What is written is in force, whether or not it can be told where.
                done.complete(read.succeeded() ? read.result() : new JsonObject().put("version", version));
            } else {
                vertx.setTimer(LOOK_MS, due -> look(version, untilNs, done));
            }
        });
    }

    /** Says which registries go by this version of the bans, and which do not yet. */
    private Future<JsonObject> registries(long version) {
        return store.nodes().all().map(all -> {
            Collection<Node> nodes = all.values();
            return new JsonObject()
                    .put("version", version)
                    .put("registries", Math.max(1, nodes.size()))
                    .put(
                            "behind",
                            Json.array(
                                    nodes.stream()
                                            .filter(node -> node.bans() < version)
                                            .toList(),
                                    Node::id));
        });
    }

    private static JsonObject json(Ban ban) {
        JsonObject json = new JsonObject()
                .put("subject", ban.subject())
                .put("words", ban.reason())
                .put("by", ban.by());
        ban.untilMs().ifPresent(ms -> json.put("until", ms));
        ban.sinceMs().ifPresent(ms -> json.put("since", ms));
        return json;
    }
}
