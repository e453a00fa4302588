package org.hobnob.registry.store;

import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.registry.rules.presence.NewsCount;

/**
 * One of several registries on the store.
 *
 * @param id new at every start, and whenever the others declared the registry dead
 * @param beat a counter that the registry raises while it is alive
 * @param news how many news it had published when it sent that beat; empty if it does not number them
 * @param roomNews the same of its news of rooms
 * @param bans the version of the bans that it goes by; 0 before the first one, and of a registry that knows no bans
 * @param addresses where peers find it
 * @param isLeaving whether it accepts no more peers
 */
public record Node(
        String id,
        long beat,
        Optional<NewsCount> news,
        Optional<Long> roomNews,
        long bans,
        List<HostPort> addresses,
        boolean isLeaving) {
    public Node {
        addresses = List.copyOf(addresses);
    }
}
