package org.hobnob.peer.console.conversation;

import java.util.HashMap;
import java.util.Map;

/** Who was last known to be the host of which room. Not thread-safe. */
public final class Hosts {
    private final Map<Conversation, String> hosts = new HashMap<>();

    /** Takes note of a room's host; whether another one was known before. */
    public boolean change(Conversation room, String host) {
        String before = hosts.put(room, host);
        return before != null && !before.equalsIgnoreCase(host);
    }

    public void forget(Conversation room) {
        hosts.remove(room);
    }

    public void clear() {
        hosts.clear();
    }
}
