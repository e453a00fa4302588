package org.hobnob.registry.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import org.hobnob.registry.store.Store;

/** Verbs about the registry as a whole. */
final class RegistryVerbs {
    private final Services services;
    private final Store store;
    private final Clock clock;
    private final Supplier<String> node;
    private final long startedMs;

    RegistryVerbs(Services services, Store store, Clock clock, Supplier<String> node) {
        this.services = services;
        this.store = store;
        this.clock = clock;
        this.node = node;
        startedMs = clock.millis();
    }

    Map<String, Handler> handlers() {
        return Map.of("status", this::status, "who", this::who);
    }

    private Future<JsonObject> status(Asked asked) {
        JsonObject answer = new JsonObject()
                .put("node", node.get())
                .put("startedAt", startedMs)
                .put("upMs", clock.millis() - startedMs);
        return services.presence("figures", new JsonObject())
                .compose(figures -> {
                    answer.put("sessionsHere", figures.getInteger("sessions"))
                            .put("online", figures.getInteger("online"));
                    return store.troubledSince();
                })
                .compose(trouble -> {
                    answer.put(
                            "store",
                            trouble.map(since -> "does not work since " + since).orElse("works"));
                    return store.accounts().count();
                })
                .compose(accounts -> {
                    answer.put("accounts", accounts);
                    return store.rooms().count();
                })
                .map(rooms -> answer.put("rooms", rooms));
    }

    private Future<JsonObject> who(Asked asked) {
        return services.presence("list", Services.page(asked))
                .map(page -> Services.rows(
                        page,
                        "peers",
                        "user",
                        peer -> new JsonObject()
                                .put("user", peer.getString("user"))
                                .put("dialect", peer.getString("dialect"))
                                .put("ip", peer.getString("ip"))
                                .put("status", peer.getString("status"))
                                .put("rooms", peer.getJsonArray("rooms"))));
    }
}
