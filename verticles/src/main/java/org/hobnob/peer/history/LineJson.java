package org.hobnob.peer.history;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.json.Json;
import org.hobnob.peer.history.Line.State;

/** Lines as JSON objects (BUS.md 6.7). */
final class LineJson {
    private LineJson() {}

    /**
     * Reads a line that was shown or said.
     *
     * @param author its sender's name
     */
    static Line read(JsonObject json, String account, String author, long nowMs, boolean own) {
        State state = own ? State.SENT : Json.flag(json, "unreadable", false) ? State.UNREADABLE : State.HEARD;
        return new Line(
                new Talk(account, Json.text(json, "conversation")),
                nowMs,
                json.getLong("saidAt", own ? nowMs : 0L),
                author,
                own,
                Json.flag(json, "action", false),
                json.getString("text", ""),
                Optional.ofNullable(json.getJsonObject("replyTo")).map(LineJson::reply),
                id(json),
                text(json, "path"),
                Json.flag(json, "verified", false),
                state,
                text(json, "sharedBy"));
    }

    static String id(JsonObject json) {
        return text(json, "id");
    }

    private static String text(JsonObject json, String key) {
        return Optional.ofNullable(json.getString(key)).orElse("");
    }

    private static Line.Reply reply(JsonObject json) {
        return new Line.Reply(text(json, "user"), id(json), text(json, "quote"));
    }

    /** Returns the fields of a line; those that are empty are left out. */
    static JsonObject of(Kept kept) {
        Line line = kept.line();
        JsonObject json = new JsonObject()
                .put("line", kept.number())
                .put("conversation", line.talk().label())
                .put("user", line.author())
                .put("at", line.takenMs())
                .put("text", line.text())
                .put("state", line.state().word());
        put(json, "id", line.id());
        put(json, "path", line.path());
        put(json, "sharedBy", line.from());
        flag(json, "own", line.own());
        flag(json, "action", line.action());
        flag(json, "verified", line.verified());
        flag(json, "unreadable", line.state() == State.UNREADABLE);
        if (line.saidMs() > 0) {
            json.put("saidAt", line.saidMs());
        }
        line.reply()
                .ifPresent(reply -> json.put(
                        "replyTo",
                        new JsonObject()
                                .put("user", reply.user())
                                .put("id", reply.id())
                                .put("quote", reply.quote())));
        return json;
    }

    private static void put(JsonObject json, String key, String value) {
        if (!value.isEmpty()) {
            json.put(key, value);
        }
    }

    private static void flag(JsonObject json, String key, boolean value) {
        if (value) {
            json.put(key, true);
        }
    }
}
