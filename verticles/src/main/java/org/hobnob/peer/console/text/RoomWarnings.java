package org.hobnob.peer.console.text;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hobnob.json.Json;
import org.hobnob.protocol.text.SafeText;

/** What a person is told when somebody in a room, or the registry, does not play fair, or seals are weaker. */
public final class RoomWarnings {
    private RoomWarnings() {}

    /** @param json the event {@code room-warning} (BUS.md 6.4) */
    public static String of(JsonObject json) {
        String room = "#" + SafeText.of(json.getString("room"));
        List<String> users = Json.list(json, "users", Optional::of);
        String who = users.stream().map(SafeText::of).collect(Collectors.joining(", "));
        return switch (json.getString("what")) {
            case "different-texts" -> room + ": " + differentTexts(who, SafeText.of(json.getString("reporter", "")));
            case "other-roster" ->
                room + ": the registry tells " + who + " and you different members of " + room
                        + "; say nothing there that only its members may read";
            default ->
                users.size() == 1
                        ? who + "'s version is too old for the stronger seals of " + room
                        : "the versions of " + who + " are too old for the stronger seals of " + room;
        };
    }

    private static String differentTexts(String who, String reporter) {
        return reporter.equals(who)
                ? who + " showed different texts to different members; the evidence is in the log"
                : who + " showed you and " + reporter + " different texts, or " + reporter
                        + " does not tell the truth; ask both";
    }
}
