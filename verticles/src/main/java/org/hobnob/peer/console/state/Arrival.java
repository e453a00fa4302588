package org.hobnob.peer.console.state;

import java.util.Optional;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;

/**
 * With what somebody comes to the console, from a join link: nothing of it is asked again.
 *
 * @param name as whom to log in, or to sign up if that name is free
 * @param room the room to enter after the login
 */
public record Arrival(Optional<UserName> name, Optional<RoomName> room) {
    /** Somebody who starts at the first menu. */
    public static final Arrival PLAIN = new Arrival(Optional.empty(), Optional.empty());
}
