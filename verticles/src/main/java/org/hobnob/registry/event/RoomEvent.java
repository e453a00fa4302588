package org.hobnob.registry.event;

/** What happened to a member of a room (BUS.md 5.2). */
public enum RoomEvent {
    /** The user joined or created the room. */
    JOINED("joined"),
    /** The user left, or lost the place after an absence. */
    LEFT("left"),
    /** The user logged out and thereby left. */
    LOGGED_OUT("logged-out"),
    /** The host removed the user. */
    KICKED("kicked"),
    /** The user's connection is gone; the place is kept for the grace period. */
    ABSENT("absent"),
    /** The user is online again, or has another contact from now on. */
    BACK("back"),
    /** The user changed the room's settings, bans or invitations. */
    CHANGED("changed"),
    /** The user, who need not be a member, was invited. */
    INVITED("invited");

    private final String word;

    RoomEvent(String word) {
        this.word = word;
    }

    /** The word for the event on the bus. */
    public String word() {
        return word;
    }
}
