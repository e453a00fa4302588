package org.hobnob.peer.console.screen;

import org.hobnob.peer.console.conversation.ChatLine;
import org.hobnob.peer.console.text.Role;

/** The console's output. Thread-safe. */
public interface Screen {
    /** The width of a screen of unknown size, in columns. */
    int USUAL_WIDTH = 80;

    /** Shows one line, whatever is in the text: what could do harm is replaced (SPEC 2.4). */
    void show(Role role, String line);

    /** Shows a message. */
    default void chat(ChatLine line) {
        show(line.role(), line.plain());
    }

    /** Rings the bell or shows a notification, if there is a terminal and the settings want it; a line about it follows. */
    default void alert(Alert alert) {}

    /** Returns how many columns a line should have if it can be shortened or laid out; a line may be longer. */
    default int width() {
        return USUAL_WIDTH;
    }

    /** Returns who reads this. */
    default Reader reader() {
        return Reader.PROGRAM;
    }

    /** Clears the screen if it can be cleared; does nothing for a screen of whole lines. */
    default void clear() {}
}
