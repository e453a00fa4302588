package org.hobnob.peer.console.text;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.hobnob.json.Json;
import org.hobnob.protocol.text.SafeText;

/** Tells a person who enters a sealed room who can read it already. */
public final class RoomReaders {
    private static final int MOST = 20;

    private RoomReaders() {}

    /**
     * Returns the sentence; empty for a room where nobody else is, or that anybody can read.
     *
     * @param room the answer to {@code join} (BUS.md 6.3)
     */
    public static Optional<String> of(JsonObject room) {
        List<String> users = Json.list(room, "members", Optional::of);
        if (users.isEmpty() || !KindWording.isSealed(room)) {
            return Optional.empty();
        }
        String names =
                String.join(", ", users.stream().limit(MOST).map(SafeText::of).toList());
        String more = users.size() > MOST ? " and " + (users.size() - MOST) + " more (/names)" : "";
        return Optional.of("besides you, " + names + more + " can read #" + SafeText.of(room.getString("room")));
    }
}
