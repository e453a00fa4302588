package org.hobnob.protocol.message.directory;

import java.util.List;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;

/**
 * A room as the original dialect's list shows it (SPEC 5.2).
 *
 * @param room its name
 * @param members who is in it, oldest first
 * @param host the member who keeps it
 */
public record Roster(RoomName room, List<UserName> members, UserName host) {
    public Roster {
        members = List.copyOf(members);
    }
}
