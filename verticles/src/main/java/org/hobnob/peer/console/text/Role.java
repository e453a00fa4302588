package org.hobnob.peer.console.text;

/** What a line on the screen is, which decides its colour and, without colour, its mark. */
public enum Role {
    SUCCESS("-- "),
    ERROR("!! "),
    NOTICE("-!- "),
    /** What others say. */
    OTHERS(""),
    /** What this user said. */
    OWN(""),
    /** Lists and help. */
    PLAIN(""),
    /** What stands above a menu. */
    TITLE("");

    private final String mark;

    Role(String mark) {
        this.mark = mark;
    }

    /** What the line begins with, so that colour is never all there is. */
    public String mark() {
        return mark;
    }
}
