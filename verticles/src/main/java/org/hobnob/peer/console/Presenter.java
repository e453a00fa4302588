package org.hobnob.peer.console;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Consumer;
import org.hobnob.protocol.text.SafeText;

/** What happens, as lines on the screen. All text from others passes {@link SafeText} here (SPEC 2.4). */
final class Presenter {
    private static final Map<String, String> ROOM_EVENTS = Map.of(
            "joined", "joined",
            "left", "left",
            "logged-out", "logged out",
            "absent", "lost the connection; the place is kept",
            "back", "is back");

    private final Screen screen;

    Presenter(Screen screen) {
        this.screen = screen;
    }

    /** The events of {@code peer.console}, by action (BUS.md 6.4). */
    Map<String, Consumer<JsonObject>> events() {
        return Map.of(
                "state", this::state,
                "direct", this::direct,
                "room-text", this::roomText,
                "room-event", this::roomEvent,
                "room-lost", this::roomLost,
                "reach", this::reach);
    }

    private static String safe(JsonObject json, String key) {
        return SafeText.of(json.getString(key, ""));
    }

    private void state(JsonObject json) {
        switch (json.getString("state")) {
            case "retrying" ->
                screen.show(
                        Role.NOTICE, "registry lost; retry in " + json.getLong("retryMs") + " ms; running chats go on");
            case "resumed" -> screen.show(Role.SUCCESS, "registry back; logged in again");
            case "ended" -> screen.show(Role.ERROR, "session ended: " + safe(json, "detail"));
            default -> screen.show(Role.NOTICE, "not connected to the registry");
        }
    }

    private void direct(JsonObject json) {
        screen.show(Role.OTHERS, "[@" + safe(json, "user") + "] " + safe(json, "text") + "  (" + path(json) + ")");
    }

    private void roomText(JsonObject json) {
        screen.show(
                Role.OTHERS,
                "[#" + safe(json, "room") + "] " + safe(json, "user") + ": " + safe(json, "text") + "  (" + path(json)
                        + ")");
    }

    private static String path(JsonObject json) {
        String path = safe(json, "path");
        return path.equals("open") ? "open: anyone here can read and forge this" : path;
    }

    private void roomEvent(JsonObject json) {
        String what = ROOM_EVENTS.getOrDefault(json.getString("event"), "changed");
        screen.show(Role.NOTICE, "#" + safe(json, "room") + ": " + safe(json, "user") + " " + what);
    }

    private void roomLost(JsonObject json) {
        screen.show(Role.ERROR, "#" + safe(json, "room") + " could not be entered again: " + safe(json, "reason"));
    }

    private void reach(JsonObject json) {
        screen.show(Role.NOTICE, "#" + safe(json, "room") + ": multicast reaches " + safe(json, "user"));
    }
}
