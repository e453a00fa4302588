package org.hobnob.peer.console.conversation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What this user said and not everybody is known to have; the oldest are forgotten. Not thread-safe. */
public final class Unfinished {
    private static final int CAPACITY = 256;

    private final Map<String, String> texts = new LinkedHashMap<>();

    /** @param id the message's */
    public void add(String id, String text) {
        texts.put(id, text);
        if (texts.size() > CAPACITY) {
            texts.remove(texts.keySet().iterator().next());
        }
    }

    /** Everybody has the message: its text, where it was unfinished. */
    public Optional<String> finished(String id) {
        return Optional.ofNullable(texts.remove(id));
    }
}
