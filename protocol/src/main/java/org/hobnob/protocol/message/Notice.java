package org.hobnob.protocol.message;

import java.util.List;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.UserName;

/** What the registry tells a native peer unasked (SPEC 4.7; exchange 12 and more). */
public sealed interface Notice {
    /** The most addresses in one {@link Registries}. */
    int MAX_REGISTRIES = 16;

    /** A member of a common room logged out, and thereby left it. */
    record UserLoggedOut(UserName user, RoomState state) implements Notice {}

    /** A user took a place in a common room. */
    record UserJoined(UserName user, RoomState state) implements Notice {}

    /** A user gave up, or lost by absence, a place in a common room. */
    record UserLeft(UserName user, RoomState state) implements Notice {}

    /**
     * A member of a common room, perhaps the one told, was removed from it.
     *
     * @param by the host who did it
     */
    record UserKicked(UserName user, UserName by, RoomState state) implements Notice {}

    /** A member's connection dropped; the place is kept for a while. */
    record UserAbsent(UserName user, RoomState state) implements Notice {}

    /** An absent member is back. */
    record UserBack(UserName user, RoomState state) implements Notice {}

    /** Asks for a sign of life over this connection, as no keep-alive came in time. */
    record Probe() implements Notice {}

    /**
     * Where the registries are that serve the same users, whenever that changes; this one among them while it takes peers.
     *
     * @param registries at most {@value #MAX_REGISTRIES}
     */
    record Registries(List<HostPort> registries) implements Notice {
        /** @throws IllegalArgumentException where they are too many */
        public Registries {
            registries = List.copyOf(registries);
            if (registries.size() > MAX_REGISTRIES) {
                throw new IllegalArgumentException("too many registries");
            }
        }
    }

    /**
     * This registry will or can serve the peer no longer: resume at another one, at a moment of the peer's choice.
     *
     * @param withinMs how long the peer may take, in milliseconds, at least 1
     */
    record MoveOn(long withinMs) implements Notice {
        /** @throws IllegalArgumentException where the time is below 1 */
        public MoveOn {
            if (withinMs < 1) {
                throw new IllegalArgumentException("no time to move on");
            }
        }
    }

    /**
     * This session has ended and why; the registry closes the connection behind it.
     *
     * @param reason one that is told
     */
    record SessionEnded(SessionEnd reason) implements Notice {
        /** @throws IllegalArgumentException where no registry tells that end */
        public SessionEnded {
            if (!reason.isTold()) {
                throw new IllegalArgumentException("nobody is told of " + reason);
            }
        }
    }
}
