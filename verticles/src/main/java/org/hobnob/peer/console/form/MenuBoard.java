package org.hobnob.peer.console.form;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.state.ConsoleState;

/** Shows a menu where one is reached from elsewhere, and not again while the person stays at it. Not thread-safe. */
final class MenuBoard {
    private final ConsoleState session;
    private Optional<Menu> shown = Optional.empty();

    MenuBoard(ConsoleState session) {
        this.session = session;
    }

    /** The person is at that menu. */
    void at(Menu menu) {
        if (!shown.equals(Optional.of(menu))) {
            menu.show(session.screen());
            tellOpen();
            shown = Optional.of(menu);
        }
    }

    private void tellOpen() {
        List<Conversation> open = session.conversations().all();
        if (!open.isEmpty()) {
            session.notice("still open: "
                    + open.stream().map(Conversation::label).collect(Collectors.joining(", ")) + "; /next goes there");
        }
    }

    /** The person is elsewhere, or wants to see it again. */
    void leave() {
        shown = Optional.empty();
    }
}
