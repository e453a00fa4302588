package org.hobnob.discovery;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hobnob.net.tls.Pin;
import org.hobnob.protocol.message.value.HostPort;

/**
 * What has been found so far: a bounded number, in an order that does not change. Each sender may add a few things, so that
 * one machine's inventions do not take the places of registries, or of a registry's addresses. Not thread-safe.
 */
final class FoundRegistries {
    static final int MOST = 16;
    static final int MOST_ADDRESSES = 8;
    static final int MOST_OF_SENDER = 4;

    private final Map<Pin, Found> all = new LinkedHashMap<>();
    /** How many registries and addresses each sender has added. */
    private final Map<InetAddress, Integer> addedBy = new HashMap<>();

    private boolean more;

    /** Adds what an announcement says; returns whether that is news. */
    boolean add(Announced one, InetAddress sender) {
        Found known = all.get(one.key());
        if (addedBy.getOrDefault(sender, 0) >= MOST_OF_SENDER) {
            return false;
        }
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
        addedBy.merge(sender, 1, Integer::sum);
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
