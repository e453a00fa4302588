package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.state.Views;
import org.hobnob.protocol.text.SafeText;

/** {@code /status}: who the user is, how the registry and the rooms are reached, and what waits. */
final class StatusReport {
    private static final int KEY_GROUP = 4;
    private static final int KEY_SHOWN = 16;
    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MINUTES = 60;

    private final ConsoleState console;
    private final Outbox outbox;

    StatusReport(ConsoleState console, Outbox outbox) {
        this.console = console;
        this.outbox = outbox;
    }

    /** Shows it; what cannot be found out in time is left out. */
    Future<Void> show() {
        return ask(Addresses.PEER_REGISTRY, "health").compose(health -> {
            Views.user(console);
            profile(health);
            registry(health);
            return console.standing().isLoggedIn() ? loggedIn() : Future.succeededFuture();
        });
    }

    private Future<Void> loggedIn() {
        return ask(Addresses.PEER_ROOM, "paths")
                .compose(paths -> {
                    objects(paths, "rooms").forEach(this::room);
                    return outbox.lines().otherwise(List.of());
                })
                .map(waiting -> {
                    waiting.forEach(console::plain);
                    Views.rest(console);
                    return null;
                });
    }

    private Future<JsonObject> ask(String address, String action) {
        return console.requests()
                .ask(address, action, new JsonObject(), Bus.TIMEOUT_MS)
                .otherwise(new JsonObject());
    }

    private void row(String name, String text) {
        console.plain("  " + name + " ".repeat(Math.max(1, 10 - name.length())) + text);
    }

    private void profile(JsonObject health) {
        String key = SafeText.of(health.getString("key", ""));
        if (!key.isEmpty()) {
            StringBuilder groups = new StringBuilder();
            for (int i = 0; i < Math.min(KEY_SHOWN, key.length()); i += KEY_GROUP) {
                groups.append(key, i, Math.min(i + KEY_GROUP, key.length())).append(' ');
            }
            row("key", groups + "…  /verify NAME compares keys");
            row("profile", SafeText.of(health.getString("profile", "")));
        }
    }

    private void registry(JsonObject health) {
        String address = SafeText.of(health.getString("registry", ""));
        Optional<String> away = Views.away(console);
        if (away.isPresent()) {
            row("registry", (address + " " + away.get()).strip());
            return;
        }
        if (!health.getBoolean("connected", true)) {
            row("registry", address + " no connection now; /doctor finds out why");
            return;
        }
        Long since = health.getLong("connectedMs");
        JsonObject score = health.getJsonObject("keepAlives", new JsonObject());
        Long answerMs = score.getLong("answerMs");
        row(
                "registry",
                (address + " connected").strip()
                        + (since == null ? "" : " for " + span(since))
                        + (answerMs == null ? "" : "; the last keep-alive was answered in " + answerMs + " ms"));
    }

    private static String span(long ms) {
        long minutes = ms / MINUTE_MS;
        return minutes == 0
                ? "less than a minute"
                : minutes < HOUR_MINUTES
                        ? minutes + " min"
                        : minutes / HOUR_MINUTES + " h " + minutes % HOUR_MINUTES + " min";
    }

    /** The members by the way that one's words take to them. */
    private void room(JsonObject room) {
        List<String> multicast = new ArrayList<>();
        List<String> tcp = new ArrayList<>();
        List<String> none = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (JsonObject member : objects(room, "members")) {
            List<String> way = member.getBoolean("original", false)
                    ? open
                    : Boolean.TRUE.equals(member.getBoolean("multicast"))
                            ? multicast
                            : Boolean.FALSE.equals(member.getBoolean("connection")) ? none : tcp;
            way.add(SafeText.of(member.getString("user", "")));
        }
        String ways = String.join(
                "; ",
                List.of(
                                way("by multicast: ", multicast),
                                way("over TCP: ", tcp),
                                way("in the open: ", open),
                                way("no way now: ", none))
                        .stream()
                        .filter(text -> !text.isEmpty())
                        .toList());
        row(
                "#" + SafeText.of(room.getString("room", "")),
                SafeText.of(room.getString("kind", ""))
                        + (room.getBoolean("multicast", false) ? "" : ", no multicast here") + "; "
                        + (ways.isEmpty() ? "nobody else is there" : ways));
    }

    private static String way(String what, List<String> users) {
        return users.isEmpty() ? "" : what + String.join(", ", users);
    }

    private static List<JsonObject> objects(JsonObject json, String key) {
        List<JsonObject> objects = new ArrayList<>();
        json.getJsonArray(key, new JsonArray()).forEach(one -> objects.add((JsonObject) one));
        return objects;
    }
}
