package org.hobnob.peer.console;

import java.util.HashMap;
import java.util.Map;

/** Who was last known to be the host of which room. Not thread-safe. */
final class Hosts {
    private final Map<Conversation, String> hosts = new HashMap<>();

    /** Takes note of a room's host; whether another one was known before. */
    boolean change(Conversation room, String host) {
        String before = hosts.put(room, host);
        return before != null && !before.equalsIgnoreCase(host);
    }

    void forget(Conversation room) {
        hosts.remove(room);
    }

    void clear() {
        hosts.clear();
    }
}
