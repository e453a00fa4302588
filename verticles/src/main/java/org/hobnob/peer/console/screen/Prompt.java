package org.hobnob.peer.console.screen;

/**
 * What the console asks for next.
 *
 * @param text without escape sequences
 * @param hidden whether the input must not be echoed
 * @param kind how a line will be interpreted
 * @param fresh whether what was typed before the prompt stood there is dropped, because it cannot be meant
 */
public record Prompt(String text, boolean hidden, Kind kind, boolean fresh) {
    public Prompt(String text, boolean hidden, Kind kind) {
        this(text, hidden, kind, false);
    }

    public enum Kind {
        QUESTION,
        MENU,
        CONVERSATION
    }
}
