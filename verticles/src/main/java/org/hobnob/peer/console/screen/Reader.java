package org.hobnob.peer.console.screen;

/** Who reads what a screen shows, and what stands there already of a line that was typed. */
public enum Reader {
    /** A person at a terminal, where a line that was said is erased when it is entered. */
    TERMINAL,
    /** A person for whom each typed line stays where it was typed, as on paper or for a screen reader. */
    PAPER,
    /** A program, or a person who reads its output later. What it types is not on the screen. */
    PROGRAM
}
