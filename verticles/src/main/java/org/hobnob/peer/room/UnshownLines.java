package org.hobnob.peer.room;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hobnob.json.Json;
import org.hobnob.peer.profile.StateFile;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.room.engine.RoomEffect;

/**
 * Lines of one room that may not have been shown yet, in the profile's file. The room counts them as delivered, so
 * nobody would send them again if the program were killed. Not thread-safe.
 */
final class UnshownLines {
    private static final String MAP = "rooms-unshown";

    private final Map<String, byte[]> entries;
    private final String prefix;
    private final Map<RoomEffect, String> keys = new IdentityHashMap<>();
    private long next;

    UnshownLines(StateFile file, String prefix) {
        this.prefix = prefix;
        entries = file.map(MAP);
    }

    /** Returns whether this effect shows something to the user. */
    static boolean isShown(RoomEffect effect) {
        return effect instanceof RoomEffect.Deliver
                || effect instanceof RoomEffect.Unreadable
                || effect instanceof RoomEffect.Missed;
    }

    /** Returns the stored lines, oldest first. Must be called first. */
    List<RoomEffect> load() {
        Map<String, RoomEffect> found = new TreeMap<>();
        entries.forEach((key, entry) -> {
            if (key.startsWith(prefix)) {
                found.put(key, read(new JsonObject(new String(entry, StandardCharsets.UTF_8))));
                next = Math.max(next, Long.parseLong(key.substring(prefix.length()), 16) + 1);
            }
        });
        found.forEach((key, effect) -> keys.put(effect, key));
        return new ArrayList<>(found.values());
    }

    /** Stores a line that is about to be shown. */
    void put(RoomEffect effect) {
        String key = prefix + String.format("%016x", next);
        next++;
        keys.put(effect, key);
        entries.put(key, json(effect).encode().getBytes(StandardCharsets.UTF_8));
    }

    /** Removes a line that has been shown, identified by reference; does nothing if it was not stored. */
    void remove(RoomEffect effect) {
        Optional.ofNullable(keys.remove(effect)).ifPresent(entries::remove);
    }

    private static JsonObject json(RoomEffect effect) {
        if (effect instanceof RoomEffect.Missed missed) {
            return new JsonObject().put("user", missed.sender().shown()).put("missed", missed.datagrams());
        }
        if (effect instanceof RoomEffect.Unreadable message) {
            return new JsonObject()
                    .put("user", message.sender().shown())
                    .put("unreadable", message.id().hex());
        }
        RoomEffect.Deliver line = (RoomEffect.Deliver) effect;
        return StoredBody.put(new JsonObject(), line.body())
                .put("user", line.sender().shown())
                .put("id", line.id().hex())
                .put("multicast", line.byMulticast());
    }

    private static RoomEffect read(JsonObject json) {
        if (json.containsKey("missed")) {
            return new RoomEffect.Missed(Json.user(json), json.getLong("missed"));
        }
        if (json.containsKey("unreadable")) {
            return new RoomEffect.Unreadable(Json.user(json), new MessageId(json.getString("unreadable")));
        }
        return new RoomEffect.Deliver(
                Json.user(json),
                new MessageId(json.getString("id")),
                StoredBody.read(json),
                json.getBoolean("multicast"));
    }
}
