package org.hobnob.peer.console.text;

/** The kind of a line on the screen. It decides the colour and, without colour, the mark. */
public enum Role {
    SUCCESS("-- "),
    ERROR("!! "),
    NOTICE("-!- "),
    /** A message from another user. */
    OTHERS(""),
    /** A message of this user. */
    OWN(""),
    /** Lists and help. */
    PLAIN(""),
    /** The heading of a menu. */
    TITLE("");

    private final String mark;

    Role(String mark) {
        this.mark = mark;
    }

    /** Returns what the line starts with, so that the meaning does not depend on colour alone. */
    public String mark() {
        return mark;
    }
}
