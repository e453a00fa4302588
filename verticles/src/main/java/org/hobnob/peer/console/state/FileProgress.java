package org.hobnob.peer.console.state;

import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files that are on their way, as they were told last, by number. Not thread-safe. */
public final class FileProgress {
    private final Map<Integer, JsonObject> running = new LinkedHashMap<>();

    /** @param json an event {@code file-progress} (BUS.md 6.4) */
    public void told(JsonObject json) {
        running.put(json.getInteger("number"), json);
    }

    /** Returns what was told last; empty if nothing was. */
    public JsonObject last(int number) {
        return running.getOrDefault(number, new JsonObject());
    }

    public void over(int number) {
        running.remove(number);
    }

    public Collection<JsonObject> all() {
        return List.copyOf(running.values());
    }

    void clear() {
        running.clear();
    }
}
