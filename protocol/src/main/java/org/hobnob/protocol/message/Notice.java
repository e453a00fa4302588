package org.hobnob.protocol.message;

/** What the registry tells a native peer unasked (SPEC 4.7; exchange 12 and more). */
public sealed interface Notice {
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

    /** This session has ended and why; the registry closes the connection behind it. */
    record SessionEnded(EndReason reason) implements Notice {}

    /** Why a session ended. */
    enum EndReason {
        /** The same user resumed elsewhere. */
        TAKEN_OVER,
        /** No sign of life came in time. */
        TIMEOUT,
        /** The registry is closing. */
        SHUTDOWN,
        /** The peer sent what it may not, or took too long to read. */
        PROTOCOL
    }
}
