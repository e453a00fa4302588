package org.hobnob.peer.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoomPortsTest {
    @Test
    void theRoomsPortComesFirstAndEachHostsOnce() {
        RoomPorts ports = new RoomPorts(5_000);
        ports.host(5_000);
        ports.host(6_000);
        ports.host(7_000);
        ports.host(6_000);
        assertEquals(List.of(5_000, 7_000, 6_000), ports.all());
        assertEquals(List.of(5_000), ports.room());
    }

    @Test
    void aHostOfUnknownPortChangesNothing() {
        RoomPorts ports = new RoomPorts(0);
        ports.host(0);
        assertEquals(List.of(), ports.all());
    }

    @Test
    void theOldestHostsPortsGoFirst() {
        RoomPorts ports = new RoomPorts(5_000);
        for (int port = 6_000; port <= 6_000 + RoomPorts.MAX_HOSTS; port++) {
            ports.host(port);
        }
        assertEquals(RoomPorts.MAX_HOSTS + 1, ports.all().size());
        assertEquals(List.of(5_000, 6_001), ports.all().subList(0, 2));
    }
}
