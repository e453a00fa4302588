package org.hobnob.registry.store.embedded;

import io.netty.channel.Channel;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Bounds how many connections that have not shown the password stay open: one more closes the oldest. A client with the
 * password authenticates within milliseconds, so a stranger cannot keep it out by connecting often.
 */
final class UnauthenticatedConnections {
    private final int max;
    private final Set<Channel> open = new LinkedHashSet<>();

    UnauthenticatedConnections(int max) {
        this.max = max;
    }

    void add(Channel channel) {
        Channel oldest = null;
        synchronized (open) {
            open.add(channel);
            if (open.size() > max) {
                Iterator<Channel> oldestFirst = open.iterator();
                oldest = oldestFirst.next();
                oldestFirst.remove();
            }
        }
        if (oldest != null) {
            oldest.close();
        }
    }

    /** Forgets a connection that authenticated or closed. */
    void remove(Channel channel) {
        synchronized (open) {
            open.remove(channel);
        }
    }
}
