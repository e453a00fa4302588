package org.hobnob.registry.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.store.Store;

/** Verbs about the registry as a whole. */
final class RegistryVerbs {
    private final AdminVerticle.Parts parts;
    private final Services services;
    private final Store store;
    private final Telling telling;
    private final long startedMs;

    RegistryVerbs(AdminVerticle.Parts parts, Services services, Telling telling) {
        this.parts = parts;
        this.services = services;
        this.telling = telling;
        store = parts.store();
        startedMs = parts.clock().millis();
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "status", this::status,
                "who", this::who,
                "announce", this::announce,
                "motd", this::motd);
    }

    private Future<JsonObject> status(Asked asked) {
        JsonObject answer = new JsonObject()
                .put("version", parts.process().version())
                .put("node", parts.node().get())
                .put("startedAt", startedMs)
                .put("upMs", parts.clock().millis() - startedMs);
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
                .compose(rooms -> {
                    answer.put("rooms", rooms);
                    return store.administration().current();
                })
                .map(now -> answer.put(
                                "link", parts.link().apply(Optional.empty()).orElse(null))
                        .put("registration", now.registration().word())
                        .put("admins", Json.array(now.admins(), UserName::shown)));
    }

    private Future<JsonObject> announce(Asked asked) {
        String text = said(asked.text("text"));
        telling.everybody(text, asked.by());
        return Future.succeededFuture(new JsonObject());
    }

    private static String said(String text) {
        return ChatText.of(text)
                .orElseThrow(() -> new RefusalException(Reason.TOO_LONG))
                .text();
    }

    private Future<JsonObject> motd(Asked asked) {
        boolean clears = asked.args().getBoolean("clear", false);
        Optional<String> text =
                clears ? Optional.of("") : asked.optional("text").map(RegistryVerbs::said);
        return text.map(one -> store.administration().change(now -> now.withMotd(one)))
                .orElseGet(store.administration()::current)
                .map(now -> new JsonObject().put("motd", now.motd().isEmpty() ? "nothing" : now.motd()));
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
