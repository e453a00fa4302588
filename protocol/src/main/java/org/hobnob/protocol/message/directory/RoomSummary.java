package org.hobnob.protocol.message.directory;

import java.util.List;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;

/**
 * A room as in the native dialect's detailed list (SPEC 4.4).
 *
 * @param room its name
 * @param title its description, may be empty
 * @param memberCount the number of members
 * @param capacity the most members
 * @param host the member who hosts it
 * @param locked whether it needs a password
 * @param kind what the network can see of it
 * @param members its members or the first few of them, the oldest first; empty if the list does not contain members
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
    /** @throws IllegalArgumentException if a number is negative */
    public RoomSummary {
        if (memberCount < 0 || capacity < 0) {
            throw new IllegalArgumentException("negative count");
        }
        members = List.copyOf(members);
    }

    /** Returns the same room with these members. */
    public RoomSummary withMembers(List<UserName> members) {
        return new RoomSummary(room, title, memberCount, capacity, host, locked, kind, members);
    }
}
