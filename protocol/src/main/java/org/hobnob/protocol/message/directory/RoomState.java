package org.hobnob.protocol.message.directory;

import org.hobnob.protocol.message.value.Ports;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;

/**
 * What a member must know of a room (SPEC 4.4).
 *
 * @param room its name, as first written
 * @param host the member who keeps it
 * @param version counts the changes of its roster, from 1
 * @param port UDP port of its multicast group 224.1.1.1; 0 where its creator named none
 * @param capacity places in all
 * @param kind what the network may see of it
 */
public record RoomState(RoomName room, UserName host, long version, int port, int capacity, RoomKind kind) {
    /** @throws IllegalArgumentException where a number is out of range */
    public RoomState {
        Ports.require(port);
        if (version < 1 || capacity < 1) {
            throw new IllegalArgumentException("version and capacity count from 1");
        }
    }
}
