package org.hobnob.peer.console.form;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.state.ConsoleState;

/** Shows a menu when the user arrives at it, and not again while the user stays there. Not thread-safe. */
final class MenuBoard {
    private final ConsoleState console;
    private Optional<Menu> shown = Optional.empty();

    MenuBoard(ConsoleState console) {
        this.console = console;
    }

    /** The user is at this menu. */
    void at(Menu menu) {
        if (!shown.equals(Optional.of(menu))) {
            menu.show(console.screen());
            tellOpen();
            shown = Optional.of(menu);
        }
    }

    private void tellOpen() {
        List<Conversation> open = console.conversations().all();
        if (!open.isEmpty()) {
            console.notice("still open: "
                    + open.stream().map(Conversation::label).collect(Collectors.joining(", ")) + "; /next goes there");
        }
    }

    /** The user has left the menu, or wants to see it again. */
    void leave() {
        shown = Optional.empty();
    }
}
