package org.hobnob.peer.console.state;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hobnob.json.Json;

/** Whose words are not shown, as the contacts tell (BUS.md 6.4, {@code ignored}). Names count without regard to case. */
public final class Ignored {
    public static final String IGNORED = "ignored";
    public static final String BLOCKED = "blocked";

    private final Map<String, String> levels = new HashMap<>();

    /** Replaces what was told before. */
    public void told(JsonObject json) {
        levels.clear();
        Json.objects(json, "users", one -> one)
                .forEach(one -> levels.put(one.getString("user"), one.getString("level")));
    }

    /** Returns whether the user's words are hidden. */
    public boolean hides(String user) {
        return level(user).isPresent();
    }

    /** Returns whether the user is blocked. */
    public boolean isBlocked(String user) {
        return level(user).filter(BLOCKED::equals).isPresent();
    }

    /** Returns the word for what is wanted of the user. */
    public Optional<String> level(String user) {
        return Optional.ofNullable(levels.get(user.toLowerCase(Locale.ROOT)));
    }

    /** Drops everything. */
    public void clear() {
        levels.clear();
    }
}
