package org.hobnob.peer.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.value.GroupAddress;
import org.junit.jupiter.api.Test;

class RoomPortsTest {
    private static final GroupAddress GROUP = new GroupAddress("239.255.7.9", 15_700);

    private static List<Integer> ofOriginals(RoomPorts ports) {
        return ports.ofOriginals().stream().map(GroupAddress::port).toList();
    }

    @Test
    void theRoomsPortComesFirstAndEachHostsOnce() {
        RoomPorts ports = new RoomPorts(5_000);
        ports.host(5_000);
        ports.host(6_000);
        ports.host(7_000);
        ports.host(6_000);
        assertEquals(List.of(5_000, 7_000, 6_000), ofOriginals(ports));
    }

    @Test
    void aHostOfUnknownPortChangesNothing() {
        RoomPorts ports = new RoomPorts(0);
        ports.host(0);
        assertEquals(List.of(), ofOriginals(ports));
    }

    @Test
    void theOldestHostsPortsGoFirst() {
        RoomPorts ports = new RoomPorts(5_000);
        for (int port = 6_000; port <= 6_000 + RoomPorts.MAX_HOSTS; port++) {
            ports.host(port);
        }
        assertEquals(RoomPorts.MAX_HOSTS + 1, ofOriginals(ports).size());
        assertEquals(List.of(5_000, 6_001), ofOriginals(ports).subList(0, 2));
    }

    @Test
    void membersMeetInTheGroupThatIsNamed() {
        assertEquals(List.of(GROUP), new RoomPorts(5_000).ofMembers(Optional.of(GROUP)));
        assertEquals(List.of(), new RoomPorts(5_000).ofMembers(Optional.empty()));
    }

    @Test
    void membersKeepAwayFromPortsOfOriginals() {
        assertEquals(List.of(), new RoomPorts(GROUP.port()).ofMembers(Optional.of(GROUP)));
        RoomPorts ports = new RoomPorts(5_000);
        ports.host(GROUP.port());
        assertEquals(List.of(), ports.ofMembers(Optional.of(GROUP)));
    }
}
