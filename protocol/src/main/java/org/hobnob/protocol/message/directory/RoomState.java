package org.hobnob.protocol.message.directory;

import java.util.Objects;
import java.util.Optional;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.protocol.message.value.Ports;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;

/**
 * What a member must know of a room (SPEC 4.4).
 *
 * @param room its name, as first written
 * @param host its first host; the settings name the others
 * @param version counts the changes of its roster, its host, its members' keys and its settings, from 1
 * @param port the UDP port where original peers look for it; 0 if its creator named none
 * @param capacity the most members
 * @param kind what the network can see of it
 * @param group the multicast group of native members; empty if the registry names none
 * @param instance what tells it from earlier rooms of its name; empty if the registry is an earlier one
 * @param settings what its host has set
 */
public record RoomState(
        RoomName room,
        UserName host,
        long version,
        int port,
        int capacity,
        RoomKind kind,
        Optional<GroupAddress> group,
        Optional<RoomInstance> instance,
        RoomSettings settings) {
    /** @throws IllegalArgumentException if a number is out of range */
    public RoomState {
        Objects.requireNonNull(group);
        Objects.requireNonNull(instance);
        Objects.requireNonNull(settings);
        Ports.require(port);
        if (version < 1 || capacity < 1) {
            throw new IllegalArgumentException("version and capacity count from 1");
        }
    }

    /** Whether the user is one of the room's hosts. */
    public boolean isHost(UserName user) {
        return host.equals(user) || settings.hosts().contains(user);
    }

    /** Creates a state as an earlier registry tells it: without an instance, with the default settings. */
    public RoomState(
            RoomName room,
            UserName host,
            long version,
            int port,
            int capacity,
            RoomKind kind,
            Optional<GroupAddress> group) {
        this(room, host, version, port, capacity, kind, group, Optional.empty(), RoomSettings.DEFAULT);
    }
}
