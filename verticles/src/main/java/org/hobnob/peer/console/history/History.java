package org.hobnob.peer.console.history;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.hobnob.bus.Addresses;
import org.hobnob.json.Json;
import org.hobnob.peer.console.state.Requests;

/** Asks the history (BUS.md 6.7). */
final class History {
    private static final long TIMEOUT_MS = 60_000;

    private final Requests requests;

    History(Requests requests) {
        this.requests = requests;
    }

    /** @return the answer; {@code trouble} in it says why there is no history */
    Future<JsonObject> ask(String action, JsonObject body) {
        return requests.ask(Addresses.PEER_HISTORY, action, body, TIMEOUT_MS);
    }

    /** Returns the lines of an answer; none where there is trouble. */
    static List<JsonObject> lines(JsonObject answer) {
        return answer.containsKey("lines") ? Json.objects(answer, "lines", one -> one) : List.of();
    }
}
