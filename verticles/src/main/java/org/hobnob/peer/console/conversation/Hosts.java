package org.hobnob.peer.console.conversation;

import java.util.HashMap;
import java.util.Map;

/** The last known host of each room. Not thread-safe. */
public final class Hosts {
    private final Map<Conversation, String> hosts = new HashMap<>();

    /** Records a room's host; returns whether it differs from the one known before. */
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
