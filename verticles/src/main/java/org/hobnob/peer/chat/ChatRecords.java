package org.hobnob.peer.chat;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.json.Json;
import org.hobnob.json.MalformedBodyException;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.chat.Stored;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/** Converts the engine's stored records to and from JSON text (SPEC 13). */
final class ChatRecords {
    private ChatRecords() {}

    static String print(Stored stored) {
        JsonObject json = new JsonObject().put("user", stored.contact().shown());
        if (stored instanceof Stored.Outgoing outgoing) {
            return json.put("kind", "outgoing")
                    .put("log", outgoing.log().hex())
                    .put("n", outgoing.acknowledged())
                    .encode();
        }
        if (stored instanceof Stored.Incoming incoming) {
            return json.put("kind", "incoming")
                    .put("log", incoming.log().hex())
                    .put("n", incoming.through())
                    .put("ids", Json.array(incoming.ids(), MessageId::hex))
                    .put("taken", incoming.taken())
                    .encode();
        }
        if (stored instanceof Stored.Waiting waiting) {
            return message(json.put("kind", "waiting"), waiting.log(), waiting.number(), waiting.id(), waiting.body())
                    .encode();
        }
        Stored.Unshown unshown = (Stored.Unshown) stored;
        message(json.put("kind", "unshown"), unshown.log(), unshown.number(), unshown.id(), unshown.body())
                .put("taken", unshown.taken());
        return (unshown.byLetter() ? json.put("letter", true) : json).encode();
    }

    private static JsonObject message(JsonObject json, LogId log, long number, MessageId id, EncodedBody body) {
        json.put("log", log.hex())
                .put("n", number)
                .put("id", id.hex())
                .put("text", body.text().text());
        return body.fields().isEmpty() ? json : json.put("body", body.fields());
    }

    /** Parses a record; returns empty if the text is not a valid record. */
    static Optional<Stored> parse(String text) {
        try {
            return Optional.of(read(new JsonObject(text)));
        } catch (DecodeException | MalformedBodyException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Stored read(JsonObject json) {
        UserName contact = Json.user(json);
        LogId log = Json.required(json, "log", LogId::of);
        long number = Json.number(json, "n");
        return switch (Json.text(json, "kind")) {
            case "outgoing" -> new Stored.Outgoing(contact, log, number);
            case "incoming" ->
                new Stored.Incoming(
                        contact, log, number, Json.list(json, "ids", MessageId::of), Json.number(json, "taken"));
            case "waiting" -> new Stored.Waiting(contact, log, number, id(json), body(json));
            case "unshown" ->
                new Stored.Unshown(
                        contact,
                        log,
                        number,
                        id(json),
                        body(json),
                        Json.number(json, "taken"),
                        Json.flag(json, "letter", false));
            default -> throw new IllegalArgumentException("unknown kind of record");
        };
    }

    private static MessageId id(JsonObject json) {
        return Json.required(json, "id", MessageId::of);
    }

    /** Reads the text and the other fields, which earlier records lack. */
    private static EncodedBody body(JsonObject json) {
        return EncodedBody.of(
                Json.required(json, "text", ChatText::of),
                Json.optional(json, "body", Optional::of).orElse(""));
    }
}
