package org.hobnob.registry.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.UnaryOperator;
import org.hobnob.admin.VerbText;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;

/** Asks the services that do what verbs say. */
record Services(Bus bus) {
    private static final int PAGE = 200;

    Future<JsonObject> auth(String action, JsonObject body) {
        return bus.request(Addresses.AUTH, action, body, Bus.HASH_TIMEOUT_MS);
    }

    Future<JsonObject> rooms(String action, JsonObject body) {
        return bus.request(Addresses.ROOMS, action, body);
    }

    /** Does nothing where the registry keeps no mailboxes. */
    Future<JsonObject> mailbox(String action, JsonObject body) {
        return bus.request(Addresses.MAILBOX, action, body)
                .recover(cause ->
                        isUnknown(cause) ? Future.succeededFuture(new JsonObject()) : Future.failedFuture(cause));
    }

    private static boolean isUnknown(Throwable cause) {
        return cause instanceof RefusalException refusal && refusal.reason() == Reason.UNKNOWN_COMMAND;
    }

    Future<JsonObject> presence(String action, JsonObject body) {
        return bus.request(Addresses.PRESENCE, action, body);
    }

    /** The page that a request for a list asks for. */
    static JsonObject page(Asked asked) {
        return new JsonObject()
                .put("after", asked.text("after"))
                .put("limit", Math.max(1, Math.min(PAGE, asked.number("limit", PAGE))));
    }

    /**
     * Makes the answer of a list from a service's.
     *
     * @param array the field with what becomes rows
     * @param key the field of a row behind which the next page begins
     */
    static JsonObject rows(JsonObject answer, String array, String key, UnaryOperator<JsonObject> row) {
        JsonArray rows = new JsonArray();
        answer.getJsonArray(array).forEach(one -> rows.add(row.apply((JsonObject) one)));
        JsonObject page =
                new JsonObject().put(VerbText.ROWS, rows).put(VerbText.MORE, answer.getBoolean("more", false));
        if (!rows.isEmpty()) {
            page.put(VerbText.NEXT, rows.getJsonObject(rows.size() - 1).getString(key));
        }
        return page;
    }
}
