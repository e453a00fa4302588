package org.hobnob.peer.console.conversation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** This user's messages that not everyone is known to have. Bounded: the oldest are dropped. Not thread-safe. */
public final class Unfinished {
    private static final int CAPACITY = 256;

    private final Map<String, String> texts = new LinkedHashMap<>();

    /** @param id the message's id */
    public void add(String id, String text) {
        texts.put(id, text);
        if (texts.size() > CAPACITY) {
            texts.remove(texts.keySet().iterator().next());
        }
    }

    /** Everyone has the message. Returns its text if it was in this list. */
    public Optional<String> finished(String id) {
        return Optional.ofNullable(texts.remove(id));
    }
}
