package org.hobnob.registry.store;

import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.registry.rules.presence.NewsCount;

/**
 * One of several registries.
 *
 * @param id names it; new at every start, and whenever the others took it for dead
 * @param beat a counter that it raises while it lives
 * @param news how far its news had come when it sent that beat; empty where it does not number them
 * @param addresses where peers find it
 * @param isLeaving whether it takes no more of them
 */
public record Node(String id, long beat, Optional<NewsCount> news, List<HostPort> addresses, boolean isLeaving) {
    public Node {
        addresses = List.copyOf(addresses);
    }
}
