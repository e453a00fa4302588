package org.hobnob.peer.console.screen;

/**
 * What the person is asked for next.
 *
 * @param text without escapes
 * @param hidden whether what is typed must not be seen
 * @param kind what a line will be taken for
 */
public record Prompt(String text, boolean hidden, Kind kind) {
    public enum Kind {
        QUESTION,
        MENU,
        CONVERSATION
    }
}
