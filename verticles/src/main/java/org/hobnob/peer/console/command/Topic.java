package org.hobnob.peer.console.command;

/** What commands are about; {@code /help} lists them by it, in this order. */
public enum Topic {
    TALKING("Talking"),
    CONVERSATIONS("Conversations"),
    ROOMS("Rooms"),
    HOSTING("Hosting a room"),
    PEOPLE("People"),
    ACCOUNT("Your account"),
    PROGRAM("Program");

    private final String title;

    Topic(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
