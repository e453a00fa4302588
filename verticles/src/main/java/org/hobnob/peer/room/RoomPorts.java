package org.hobnob.peer.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.value.GroupAddress;

/**
 * Where one room is spoken in: original peers take the UDP port of whoever is host when they enter, and stay there (SPEC
 * 8.7); Hobnob's members meet in the room's group (SPEC 8). Pure.
 */
final class RoomPorts {
    /** How many ports of hosts are kept; the oldest go first. */
    static final int MAX_HOSTS = 6;

    private final int roomPort;
    private final List<Integer> hosts = new ArrayList<>();

    /** @param roomPort the port in the room's state, where the first host was; 0 for none */
    RoomPorts(int roomPort) {
        this.roomPort = roomPort;
    }

    /** The present host has this port; 0 says nothing. */
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

    /** Wherever an original peer may sit; where the first host was comes first. */
    List<GroupAddress> ofOriginals() {
        return ports().stream().map(GroupAddress::ofOriginals).toList();
    }

    /**
     * Where Hobnob's members meet: in the group named, if any. Not at a port at which an original peer may sit: it would hear
     * them there, whatever the group, and lose what it is sent.
     */
    List<GroupAddress> ofMembers(Optional<GroupAddress> group) {
        return group.filter(named -> !ports().contains(named.port())).stream().toList();
    }
}
