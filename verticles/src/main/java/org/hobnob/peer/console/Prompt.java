package org.hobnob.peer.console;

/**
 * What the person is asked for next.
 *
 * @param text without escapes
 * @param hidden whether what is typed must not be seen
 * @param kind what a line will be taken for
 */
record Prompt(String text, boolean hidden, Kind kind) {
    enum Kind {
        QUESTION,
        MENU,
        CONVERSATION
    }
}
