package org.hobnob.peer.console.screen;

import org.hobnob.peer.console.conversation.ChatLine;
import org.hobnob.peer.console.text.Role;

/** Where the console writes; may be called from any thread. */
public interface Screen {
    /** The width of a screen that does not tell its own, in columns. */
    int USUAL_WIDTH = 80;

    /** Shows one line, which is safe to show. */
    void show(Role role, String line);

    /** Shows what somebody said. */
    default void chat(ChatLine line) {
        show(line.role(), line.plain());
    }

    /** How many columns a line has, for what can be shortened or laid out; a line may be longer. */
    default int width() {
        return USUAL_WIDTH;
    }

    /** Clears what can be cleared; a screen of whole lines has nothing. */
    default void clear() {}
}
