package org.hobnob.peer.console.screen;

import org.hobnob.peer.console.conversation.ChatLine;
import org.hobnob.peer.console.text.Role;

/** Where the console writes; may be called from any thread. */
public interface Screen {
    /** Shows one line, which is safe to show. */
    void show(Role role, String line);

    /** Shows what somebody said. */
    default void chat(ChatLine line) {
        show(line.role(), line.plain());
    }

    /** Clears what can be cleared; a screen of whole lines has nothing. */
    default void clear() {}
}
