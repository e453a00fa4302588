package org.hobnob.protocol.message.directory;

import java.util.List;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;

/**
 * A room as in the original dialect's list (SPEC 5.2).
 *
 * @param room its name
 * @param members its members, the oldest first
 * @param host the member who hosts it
 */
public record Roster(RoomName room, List<UserName> members, UserName host) {
    public Roster {
        members = List.copyOf(members);
    }
}
