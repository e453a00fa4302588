package org.hobnob.peer.room;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.json.Json;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.message.value.ChatText;

/** What a message says, as the room's journal stores it: the text, which earlier versions read, and the other fields. */
final class StoredBody {
    private StoredBody() {}

    static JsonObject put(JsonObject json, MessageBody body) {
        EncodedBody encoded = EncodedBody.of(body);
        json.put("text", encoded.text().text());
        return encoded.fields().isEmpty() ? json : json.put("body", encoded.fields());
    }

    static MessageBody read(JsonObject json) {
        ChatText text = Json.required(json, "text", ChatText::of);
        return EncodedBody.of(text, Json.optional(json, "body", Optional::of).orElse(""))
                                .read()
                        instanceof MessageBody body
                ? body
                : MessageBody.of(text);
    }
}
