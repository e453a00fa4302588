package org.hobnob.protocol.message.directory;

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
 */
public record RoomSummary(
        RoomName room, Title title, int memberCount, int capacity, UserName host, boolean locked, RoomKind kind) {
    /** @throws IllegalArgumentException where a number is negative */
    public RoomSummary {
        if (memberCount < 0 || capacity < 0) {
            throw new IllegalArgumentException("negative count");
        }
    }
}
