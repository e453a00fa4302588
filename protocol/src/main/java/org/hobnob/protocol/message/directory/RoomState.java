package org.hobnob.protocol.message.directory;

import java.util.Objects;
import java.util.Optional;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.protocol.message.value.Ports;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;

/**
 * What a member must know of a room (SPEC 4.4).
 *
 * @param room its name, as first written
 * @param host the member who hosts it
 * @param version counts the changes of its roster, from 1
 * @param port the UDP port where original peers look for it; 0 if its creator named none
 * @param capacity the most members
 * @param kind what the network can see of it
 * @param group the multicast group of native members; empty if the registry names none
 */
public record RoomState(
        RoomName room,
        UserName host,
        long version,
        int port,
        int capacity,
        RoomKind kind,
        Optional<GroupAddress> group) {
    /** @throws IllegalArgumentException if a number is out of range */
    public RoomState {
        Objects.requireNonNull(group);
        Ports.require(port);
        if (version < 1 || capacity < 1) {
            throw new IllegalArgumentException("version and capacity count from 1");
        }
    }
}
