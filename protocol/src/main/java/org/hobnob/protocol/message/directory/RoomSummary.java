package org.hobnob.protocol.message.directory;

import java.util.List;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;

/**
 * A room as the native dialect's detailed list shows it (SPEC 4.4).
 *
 * @param room its name
 * @param title its description, may be empty
 * @param memberCount places taken
 * @param capacity places in all
 * @param host the member who keeps it
 * @param locked whether it asks for a password
 * @param kind what the network may see of it
 * @param members its members, oldest first: all of them or the first few; empty where the list does not tell
 */
public record RoomSummary(
        RoomName room,
        Title title,
        int memberCount,
        int capacity,
        UserName host,
        boolean locked,
        RoomKind kind,
        List<UserName> members) {
    /** @throws IllegalArgumentException where a number is negative */
    public RoomSummary {
        if (memberCount < 0 || capacity < 0) {
            throw new IllegalArgumentException("negative count");
        }
        members = List.copyOf(members);
    }

    /** The same room with these members. */
    public RoomSummary withMembers(List<UserName> members) {
        return new RoomSummary(room, title, memberCount, capacity, host, locked, kind, members);
    }
}
