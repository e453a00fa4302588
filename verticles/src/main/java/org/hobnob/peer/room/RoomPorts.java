package org.hobnob.peer.room;

import java.util.ArrayList;
import java.util.List;

/**
 * The UDP ports at which original peers may sit in one room (SPEC 8.7): they take the port of whoever is host when they
 * enter, and stay there. Pure.
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

    /** The one at which Hobnob's own peers meet, where there is one. */
    List<Integer> room() {
        return roomPort == 0 ? List.of() : List.of(roomPort);
    }

    /** All of them, the room's own first. */
    List<Integer> all() {
        List<Integer> all = new ArrayList<>(room());
        all.addAll(hosts);
        return List.copyOf(all);
    }
}
