package org.hobnob.peer.script;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.hobnob.protocol.message.Reason;

/** What programs do with files (docs/json.md), as requests to {@code peer.file} (BUS.md 6.8). */
final class FileRequests {
    private static final String NUMBER = "number";

    private final Asker asker;

    FileRequests(Asker asker) {
        this.asker = asker;
    }

    /** Returns a file with its number as programs call it. */
    static JsonObject named(JsonObject json) {
        return json.copy().put("file", json.getValue(NUMBER));
    }

    private static JsonArray named(JsonArray files) {
        JsonArray all = new JsonArray();
        files.forEach(one -> {
            JsonObject file = named((JsonObject) one);
            file.remove(NUMBER);
            all.add(file);
        });
        return all;
    }

    Future<JsonObject> send(JsonObject json) {
        String to = json.getString("to");
        JsonObject body = new JsonObject().put("path", json.getString("path"));
        boolean isRoom = to.startsWith("#");
        if (isRoom) {
            body.put("room", Actions.room(to, Reason.NO_SUCH_ROOM));
        } else {
            body.put("user", Actions.user(to));
        }
        return asker.files("send", body)
                .map(answer -> answer.containsKey("offers")
                        ? answer.copy().put("offers", named(answer.getJsonArray("offers")))
                        : answer);
    }

    Future<JsonObject> list() {
        return asker.files("list", new JsonObject())
                .map(answer -> new JsonObject().put("files", named(answer.getJsonArray("files"))));
    }

    Future<JsonObject> accept(JsonObject json) {
        JsonObject body = new JsonObject().put(NUMBER, json.getInteger("file"));
        return asker.files("accept", json.containsKey("folder") ? body.put("folder", json.getString("folder")) : body);
    }

    Future<JsonObject> end(JsonObject json) {
        return asker.files("drop", new JsonObject().put(NUMBER, json.getInteger("file")));
    }
}
