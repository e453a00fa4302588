package org.hobnob.peer.console.state;

import java.util.Optional;
import org.hobnob.protocol.message.value.InviteToken;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;

/**
 * With what somebody comes to the console, from a join link: nothing of it is asked again.
 *
 * @param name as whom to log in, or to sign up if that name is free
 * @param room the room to enter after the login
 * @param invite with what to sign up, where the registry wants it
 */
public record Arrival(Optional<UserName> name, Optional<RoomName> room, Optional<InviteToken> invite) {
    /** Somebody who starts at the first menu. */
    public static final Arrival PLAIN = new Arrival(Optional.empty(), Optional.empty());

    /** Somebody without an invitation. */
    public Arrival(Optional<UserName> name, Optional<RoomName> room) {
        this(name, room, Optional.empty());
    }
}
