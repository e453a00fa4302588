package org.hobnob.json;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.OptionalLong;
import org.hobnob.protocol.body.Body;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.body.ReplyTo;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/** Converts bodies of messages to and from their fields in JSON objects (BUS.md 3). */
public final class BodyJson {
    private BodyJson() {}

    /** Returns the fields of a message that the user said. */
    public static JsonObject of(Body read, UserName sender) {
        if (!(read instanceof MessageBody body)) {
            return new JsonObject().put("text", "").put("unreadable", true);
        }
        JsonObject json = new JsonObject().put("text", body.text().text());
        body.saidAt().ifPresent(ms -> json.put("saidAt", ms));
        if (body.isActionOf(sender)) {
            json.put("action", true);
        }
        body.replyTo().ifPresent(reply -> json.put("replyTo", of(reply)));
        return json;
    }

    private static JsonObject of(ReplyTo reply) {
        return new JsonObject()
                .put("user", reply.user().shown())
                .put("id", reply.id().hex())
                .put("quote", reply.quote());
    }

    /** Reads the fields of a message that the user wants to say. */
    public static MessageBody read(JsonObject json) {
        Optional<JsonObject> reply =
                Optional.ofNullable(json.getValue("replyTo")).map(Json::object);
        return Json.valid(() -> new MessageBody(
                Json.required(json, "text", ChatText::of),
                json.getValue("saidAt") == null ? OptionalLong.empty() : OptionalLong.of(Json.number(json, "saidAt")),
                Json.flag(json, "action", false),
                reply.map(BodyJson::reply),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    private static ReplyTo reply(JsonObject json) {
        return new ReplyTo(Json.user(json), Json.required(json, "id", MessageId::of), Json.text(json, "quote"));
    }
}
