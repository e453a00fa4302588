package org.hobnob.peer.room;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.Optional;
import org.hobnob.json.Json;
import org.hobnob.json.MalformedBodyException;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.ShortHash;
import org.hobnob.protocol.room.engine.Change;

/** Encodes the changes in a room's memory as JSON text. */
final class RoomChangeJson {
    private RoomChangeJson() {}

    static String of(Change change) {
        JsonObject json = new JsonObject().put("change", change.getClass().getSimpleName());
        if (change instanceof Change.Said said) {
            json.put("stream", said.stream())
                    .put("last", said.last())
                    .put("id", said.id().hex())
                    .put("readers", Json.array(said.readers().stream().toList(), UserName::shown));
            StoredBody.put(json, said.body());
        } else if (change instanceof Change.Departed departed) {
            json.put("user", departed.member().shown());
        } else if (change instanceof Change.Settled settled) {
            json.put("stream", settled.stream()).put("through", settled.through());
        } else if (change instanceof Change.Delivered delivered) {
            json.put("user", delivered.sender().shown())
                    .put("stream", delivered.stream())
                    .put("through", delivered.through())
                    .put("missed", delivered.missed())
                    .put("id", delivered.id().map(MessageId::hex).orElse(null));
            if (!delivered.head().equals(ShortHash.NONE)) {
                json.put("head", delivered.head().toString());
            }
        }
        return json.encode();
    }

    /** Parses what {@link #of} produced; returns empty for any other text. */
    static Optional<Change> parse(String text) {
        try {
            return Optional.of(read(new JsonObject(text)));
        } catch (DecodeException | MalformedBodyException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Change read(JsonObject json) {
        return switch (Json.text(json, "change")) {
            case "Joined" -> new Change.Joined();
            case "Said" ->
                new Change.Said(
                        Json.number(json, "stream"),
                        Json.number(json, "last"),
                        Json.required(json, "id", MessageId::of),
                        StoredBody.read(json),
                        new LinkedHashSet<>(Json.requiredList(json, "readers", UserName::of)));
            case "Departed" -> new Change.Departed(Json.user(json));
            case "Settled" -> new Change.Settled(Json.number(json, "stream"), Json.number(json, "through"));
            case "Delivered" ->
                new Change.Delivered(
                        Json.user(json),
                        Json.number(json, "stream"),
                        Json.number(json, "through"),
                        Json.integer(json, "missed"),
                        Json.optional(json, "id", MessageId::of),
                        Json.optional(json, "head", hex -> Optional.of(ShortHash.parse(hex)))
                                .orElse(ShortHash.NONE));
            default -> throw new IllegalArgumentException("unknown kind of change");
        };
    }
}
