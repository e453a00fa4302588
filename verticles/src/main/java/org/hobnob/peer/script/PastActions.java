package org.hobnob.peer.script;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.hobnob.bus.Addresses;
import org.hobnob.protocol.message.Reason;

/** Asks the history for what programs ask for, and spells it as docs/json.md does. */
final class PastActions {
    private static final long TIMEOUT_MS = 60_000;

    private final Asker asker;

    PastActions(Asker asker) {
        this.asker = asker;
    }

    Future<JsonObject> lines(JsonObject json) {
        return ask("lines", "lines", json);
    }

    Future<JsonObject> search(JsonObject json) {
        return ask("search", "hits", json);
    }

    private Future<JsonObject> ask(String action, String list, JsonObject json) {
        JsonObject body = json.copy();
        String conversation = json.getString("conversation");
        if (conversation != null) {
            body.put(
                    "conversation",
                    conversation.startsWith("#")
                            ? "#" + Actions.room(conversation, Reason.NO_SUCH_ROOM)
                            : "@" + Actions.user(conversation));
        }
        return asker.ask(Addresses.PEER_HISTORY, action, body, TIMEOUT_MS).map(answer -> {
            JsonArray lines = answer.getJsonArray(list);
            return lines == null ? answer : answer.copy().put(list, spelt(lines));
        });
    }

    private static JsonArray spelt(JsonArray lines) {
        JsonArray all = new JsonArray();
        lines.forEach(line -> all.add(spelt((JsonObject) line)));
        return all;
    }

    private static JsonObject spelt(JsonObject line) {
        JsonObject told = line.copy();
        String conversation = line.getString("conversation");
        told.put("conversation", conversation.startsWith("@") ? conversation.substring(1) : conversation);
        rename(told, "user", "from");
        rename(told, "id", "messageId");
        for (String beside : new String[] {"previous", "next"}) {
            if (line.containsKey(beside)) {
                told.put(beside, spelt(line.getJsonObject(beside)));
            }
        }
        return told;
    }

    private static void rename(JsonObject json, String from, String to) {
        if (json.containsKey(from)) {
            json.put(to, json.remove(from));
        }
    }
}
