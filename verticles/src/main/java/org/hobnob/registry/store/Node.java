package org.hobnob.registry.store;

import java.util.List;
import org.hobnob.protocol.message.HostPort;

/**
 * One of several registries.
 *
 * @param id names it; new at every start, and whenever the others took it for dead
 * @param beat a counter that it raises while it lives
 * @param addresses where peers find it
 * @param isLeaving whether it takes no more of them
 */
public record Node(String id, long beat, List<HostPort> addresses, boolean isLeaving) {
    public Node {
        addresses = List.copyOf(addresses);
    }
}
