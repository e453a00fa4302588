package org.hobnob.registry.store.embedded;

import io.netty.channel.Channel;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Limits the number of open connections that have not authenticated: one more closes the oldest. A client that knows the
 * password authenticates within milliseconds, so others cannot keep it out by connecting often.
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

    /** Removes a connection that has authenticated or closed. */
    void remove(Channel channel) {
        synchronized (open) {
            open.remove(channel);
        }
    }
}
