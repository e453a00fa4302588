package org.hobnob.peer.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.value.GroupAddress;

/**
 * The addresses on which one room communicates. Original peers use the UDP port of whoever is the host when they
 * enter, and stay on that port (SPEC 8.7); native members use the room's multicast group (SPEC 8). Pure.
 */
final class RoomPorts {
    /** How many host ports are kept; the oldest is dropped first. */
    static final int MAX_HOSTS = 6;

    private final int roomPort;
    private final List<Integer> hosts = new ArrayList<>();

    /** @param roomPort the port in the room's state, which is that of the first host; 0 if there is none */
    RoomPorts(int roomPort) {
        this.roomPort = roomPort;
    }

    /** Adds the port of the current host; 0 is ignored. */
    void host(int port) {
        if (port != 0 && port != roomPort) {
            hosts.remove((Integer) port);
            hosts.add(port);
        }
        if (hosts.size() > MAX_HOSTS) {
            hosts.remove(0);
        }
    }

    private List<Integer> ports() {
        List<Integer> all = new ArrayList<>(hosts);
        if (roomPort != 0) {
            all.add(0, roomPort);
        }
        return all;
    }

    /** Returns every address where an original peer may listen, that of the first host first. */
    List<GroupAddress> ofOriginals() {
        return ports().stream().map(GroupAddress::ofOriginals).toList();
    }

    /**
     * Returns the group of native members, or nothing if the room has no group or if original peers may listen on
     * the group's port. On such a port they would receive native datagrams, whatever the group, and lose their own.
     */
    List<GroupAddress> ofMembers(Optional<GroupAddress> group) {
        return group.filter(named -> !ports().contains(named.port())).stream().toList();
    }
}
