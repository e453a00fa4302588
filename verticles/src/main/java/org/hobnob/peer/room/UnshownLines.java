package org.hobnob.peer.room;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hobnob.json.Json;
import org.hobnob.json.MalformedBodyException;
import org.hobnob.peer.profile.StateFile;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines of one room that may not have been shown yet, in the profile's file. The room counts them as delivered, so
 * nobody would send them again if the program were killed. Not thread-safe.
 */
final class UnshownLines {
    private static final Logger LOG = LoggerFactory.getLogger(UnshownLines.class);
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

    /** Returns the stored lines, oldest first; those that cannot be read are told and dropped. Must be called first. */
    List<RoomEffect> load() {
        List<RoomEffect> lines = new ArrayList<>();
        Map<String, byte[]> stored = new TreeMap<>();
        entries.forEach((key, entry) -> {
            if (key.startsWith(prefix)) {
                stored.put(key, entry);
            }
        });
        stored.forEach((key, entry) -> {
            Optional<RoomEffect> line = parse(new String(entry, StandardCharsets.UTF_8));
            if (line.isPresent()) {
                keys.put(line.get(), key);
                lines.add(line.get());
                next = Math.max(next, number(key) + 1);
            } else {
                LOG.warn(
                        "the record {} of the profile cannot be read: what somebody said in that room before the last"
                                + " end of the program may not have been shown; ask who was there",
                        key);
                entries.remove(key);
            }
        });
        return lines;
    }

    private long number(String key) {
        return Long.parseLong(key.substring(prefix.length()), 16);
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

    static JsonObject json(RoomEffect effect) {
        if (effect instanceof RoomEffect.Missed missed) {
            return new JsonObject()
                    .put("user", missed.sender().shown())
                    .put("missed", missed.datagrams())
                    .put("stream", missed.stream())
                    .put("from", missed.from());
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

    /** Parses a stored line; returns empty if the text is none. */
    static Optional<RoomEffect> parse(String text) {
        try {
            return Optional.of(read(new JsonObject(text)));
        } catch (DecodeException | MalformedBodyException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static RoomEffect read(JsonObject json) {
        if (json.containsKey("missed")) {
            return new RoomEffect.Missed(
                    Json.user(json),
                    Json.number(json, "missed"),
                    Json.number(json, "stream", 0),
                    Json.number(json, "from", 0));
        }
        if (json.containsKey("unreadable")) {
            return new RoomEffect.Unreadable(Json.user(json), Json.required(json, "unreadable", MessageId::of));
        }
        return new RoomEffect.Deliver(
                Json.user(json),
                Json.required(json, "id", MessageId::of),
                StoredBody.read(json),
                Json.flag(json, "multicast"));
    }
}
