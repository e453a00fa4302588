package org.hobnob.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hobnob.net.tls.Pin;
import org.hobnob.protocol.message.value.HostPort;

/** What has been found so far: a bounded number, in an order that does not change. Not thread-safe. */
final class FoundRegistries {
    static final int MOST = 16;
    static final int MOST_ADDRESSES = 8;

    private final Map<Pin, Found> all = new LinkedHashMap<>();
    private boolean more;

    /** Adds what an announcement says; returns whether that is news. */
    boolean add(Announced one) {
        Found known = all.get(one.key());
        if (known == null && all.size() >= MOST) {
            boolean first = !more;
            more = true;
            return first;
        }
        HostPort at = new HostPort(one.address().getHostAddress(), one.port());
        List<HostPort> addresses = new ArrayList<>(known == null ? List.of() : known.addresses());
        if (addresses.contains(at) || addresses.size() >= MOST_ADDRESSES) {
            return false;
        }
        addresses.add(at);
        all.put(one.key(), new Found(known == null ? one.name() : known.name(), one.key(), addresses));
        return true;
    }

    List<Found> all() {
        return List.copyOf(all.values());
    }

    /** Whether there were more than are listed. */
    boolean more() {
        return more;
    }
}
