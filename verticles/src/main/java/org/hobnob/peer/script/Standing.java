package org.hobnob.peer.script;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** How things stand: who is logged in, in which rooms, whose words are hidden. Confined to one event loop. */
final class Standing {
    /** The version of docs/json.md. */
    static final int VERSION = 1;

    private final Map<String, String> rooms = new TreeMap<>();
    private final Set<String> hidden = new HashSet<>();
    private Optional<String> user = Optional.empty();
    private List<String> kept = List.of();
    private boolean connected;

    void loggedIn(String name, List<String> keptRooms) {
        user = Optional.of(name);
        kept = List.copyOf(keptRooms);
        connected = true;
    }

    void loggedOut() {
        user = Optional.empty();
        kept = List.of();
        connected = false;
        rooms.clear();
        hidden.clear();
    }

    Optional<String> user() {
        return user;
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    boolean isIn(String room) {
        return rooms.containsKey(folded(room));
    }

    /** Whether the registry kept a place in that room from an earlier run of the program. */
    boolean isKept(String room) {
        return kept.stream().anyMatch(room::equalsIgnoreCase);
    }

    void entered(String room) {
        rooms.put(folded(room), room);
    }

    void left(String room) {
        rooms.remove(folded(room));
    }

    /** Whether the user ignores or blocks whom this name belongs to. */
    boolean hides(String name) {
        return hidden.contains(folded(name));
    }

    /** Takes note of an event of {@code peer.console}. */
    void heard(String action, JsonObject json) {
        switch (action) {
            case "state" -> state(json.getString("state"));
            case "room-kept" -> entered(json.getString("room"));
            case "room-lost" -> left(json.getString("room"));
            case "room-event" -> {
                if ("kicked".equals(json.getString("event")) && isSelf(json.getString("user"))) {
                    left(json.getString("room"));
                }
            }
            case "ignored" -> {
                hidden.clear();
                for (Object one : json.getJsonArray("users")) {
                    hidden.add(folded(((JsonObject) one).getString("user")));
                }
            }
            default -> {
                // Nothing that changes how things stand.
            }
        }
    }

    private boolean isSelf(String name) {
        return user.filter(name::equalsIgnoreCase).isPresent();
    }

    private void state(String state) {
        connected = "resumed".equals(state);
        if ("ended".equals(state)) {
            loggedOut();
        }
    }

    /** The fields of {@code hello} and of the answer to {@code status}. */
    JsonObject json() {
        return new JsonObject()
                .put("version", VERSION)
                .put("user", user.orElse(null))
                .put("connected", connected)
                .put("rooms", new JsonArray(List.copyOf(rooms.values())))
                .put("kept", new JsonArray(kept));
    }
}
