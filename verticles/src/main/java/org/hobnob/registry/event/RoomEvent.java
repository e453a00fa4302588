package org.hobnob.registry.event;

/** What happened to a member of a room (BUS.md 5.2). */
public enum RoomEvent {
    /** The user took a place, or made the room. */
    JOINED("joined"),
    /** The user gave the place up, or lost it by absence. */
    LEFT("left"),
    /** The user logged out and thereby gave the place up. */
    LOGGED_OUT("logged-out"),
    /** The host took the user's place away. */
    KICKED("kicked"),
    /** The user's connection is gone; the place is kept. */
    ABSENT("absent"),
    /** The user is online again, or is reached elsewhere from now on. */
    BACK("back");

    private final String word;

    RoomEvent(String word) {
        this.word = word;
    }

    /** As the bus spells it. */
    public String word() {
        return word;
    }
}
