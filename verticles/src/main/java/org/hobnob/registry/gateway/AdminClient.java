package org.hobnob.registry.gateway;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.ChatText;

/** Calls the administration service (BUS.md 4.7). */
final class AdminClient {
    private final Bus bus;

    AdminClient(Bus bus) {
        this.bus = bus;
    }

    /** Does what a user typed, if the user may. */
    Future<Reply> administer(Request.Administer request, Client asker) {
        JsonObject body = own(asker).put("line", request.line().text());
        return bus.request(Addresses.ADMIN, "line", body, Bus.HASH_TIMEOUT_MS)
                .map(json -> new Reply.Administered(
                        Json.required(json, "text", ChatText::of), Json.flag(json, "ask", false)));
    }

    Future<Reply> report(Request.Report request, Client asker) {
        JsonObject body = own(asker).put("report", request.report().base64());
        return bus.request(Addresses.ADMIN, "report", body)
                .map(json -> new Reply.Reported(Json.integer(json, "number")));
    }

    private static JsonObject own(Client asker) {
        return new JsonObject()
                .put("user", asker.requireLogin().user().shown())
                .put("ip", asker.endpoint().ip());
    }

    /** What users are told when they log in; empty if nothing is, or if that cannot be found out. Never fails. */
    Future<Optional<String>> motd() {
        return bus.request(Addresses.ADMIN, "welcome", new JsonObject())
                .map(json -> Json.optional(json, "motd", Optional::of).filter(text -> !text.isEmpty()))
                .otherwise(Optional.empty());
    }
}
