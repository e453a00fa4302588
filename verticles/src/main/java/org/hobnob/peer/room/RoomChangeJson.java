package org.hobnob.peer.room;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.hobnob.json.Json;
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

    /** @throws RuntimeException if {@link #of} did not produce the text */
    static Change read(String text) {
        JsonObject json = new JsonObject(text);
        return switch (json.getString("change")) {
            case "Joined" -> new Change.Joined();
            case "Said" ->
                new Change.Said(
                        json.getLong("stream"),
                        json.getLong("last"),
                        new MessageId(json.getString("id")),
                        StoredBody.read(json),
                        users(json.getJsonArray("readers")));
            case "Departed" -> new Change.Departed(Json.user(json));
            case "Settled" -> new Change.Settled(json.getLong("stream"), json.getLong("through"));
            case "Delivered" ->
                new Change.Delivered(
                        Json.user(json),
                        json.getLong("stream"),
                        json.getLong("through"),
                        json.getInteger("missed"),
                        Optional.ofNullable(json.getString("id")).map(MessageId::new),
                        ShortHash.parse(json.getString("head")));
            default -> throw new IllegalArgumentException(json.getString("change"));
        };
    }

    private static Set<UserName> users(JsonArray names) {
        Set<UserName> users = new LinkedHashSet<>();
        names.forEach(name -> users.add(new UserName((String) name)));
        return users;
    }
}
