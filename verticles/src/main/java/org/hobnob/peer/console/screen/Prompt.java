package org.hobnob.peer.console.screen;

/**
 * What the console asks for next.
 *
 * @param text without escape sequences
 * @param hidden whether the input must not be echoed
 * @param kind how a line will be interpreted
 */
public record Prompt(String text, boolean hidden, Kind kind) {
    public enum Kind {
        QUESTION,
        MENU,
        CONVERSATION
    }
}
