package org.hobnob.protocol.message;

import java.util.List;

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
