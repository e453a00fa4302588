package org.hobnob.protocol.message.directory;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.Ports;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.message.value.UserStatus;

/**
 * How to reach a user who is online, as the registry tells others (SPEC 4.5).
 *
 * @param user the user
 * @param ip the user's address as the reader of this contact can use it, as a literal
 * @param directPort TCP port for direct chat; 0 if the user accepts none (original clients)
 * @param udpPort UDP port for private datagrams; for an original client, the source port of its TLS connection
 * @param dialect the dialect that the user speaks
 * @param key the user's public key, if one was published
 * @param caps what the user's program can do; none if it is an earlier one or its capabilities are not known
 * @param status what the user says about being there
 * @param rooms the rooms that the user is in, in the order joined
 */
public record Contact(
        UserName user,
        String ip,
        int directPort,
        int udpPort,
        DialectName dialect,
        Optional<PublicKey> key,
        Capabilities caps,
        UserStatus status,
        List<RoomName> rooms) {
    /** @throws IllegalArgumentException if a port is not within 0 to 65,535 or the address is blank */
    public Contact {
        Objects.requireNonNull(user);
        Objects.requireNonNull(caps);
        Objects.requireNonNull(status);
        Ports.require(directPort);
        Ports.require(udpPort);
        if (ip.isBlank()) {
            throw new IllegalArgumentException("no address");
        }
        rooms = List.copyOf(rooms);
    }

    /** Creates the contact of a program without capabilities, whose user says nothing about being there. */
    public Contact(
            UserName user,
            String ip,
            int directPort,
            int udpPort,
            DialectName dialect,
            Optional<PublicKey> key,
            List<RoomName> rooms) {
        this(user, ip, directPort, udpPort, dialect, key, Capabilities.NONE, UserStatus.HERE, rooms);
    }

    /** Returns the same contact with these capabilities. */
    public Contact withCaps(Capabilities caps) {
        return new Contact(user, ip, directPort, udpPort, dialect, key, caps, status, rooms);
    }

    /** Returns the same contact with this status. */
    public Contact withStatus(UserStatus status) {
        return new Contact(user, ip, directPort, udpPort, dialect, key, caps, status, rooms);
    }

    /** Returns the same contact with these rooms. */
    public Contact withRooms(List<RoomName> rooms) {
        return new Contact(user, ip, directPort, udpPort, dialect, key, caps, status, rooms);
    }

    /** Returns the same contact at another address. */
    public Contact at(String ip) {
        return new Contact(user, ip, directPort, udpPort, dialect, key, caps, status, rooms);
    }
}
