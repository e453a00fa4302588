package org.hobnob.peer.console.form;

import io.vertx.core.Future;
import java.util.Locale;
import java.util.Optional;
import org.hobnob.peer.console.command.CommandTable;
import org.hobnob.peer.console.state.Arrival;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;

/** Asks of somebody who arrives only what is not known yet, and leads into the room that the user came for. */
final class ArrivalForm {
    private final ConsoleState console;
    private final Forms forms;
    private Optional<RoomName> room = Optional.empty();

    ArrivalForm(ConsoleState console, Forms forms) {
        this.console = console;
        this.forms = forms;
    }

    /** @param lastUser whom to ask for the password at once, if nobody is logged in and nobody is named */
    Future<Void> begin(Arrival arrival, Optional<UserName> lastUser) {
        room = arrival.room();
        arrival.invite().ifPresent(forms::invited);
        if (console.standing().isLoggedIn()) {
            return Future.succeededFuture();
        }
        return arrival.name()
                .map(forms::enter)
                .or(() -> lastUser.map(forms::returns))
                .orElseGet(Future::succeededFuture);
    }

    /** Enters the room, once and as soon as somebody is logged in; without one tells newcomers where they can go. */
    Future<Void> goOn() {
        if (!console.standing().isLoggedIn()) {
            return Future.succeededFuture();
        }
        if (room.isEmpty()) {
            return forms.tellWhereToGo();
        }
        RoomName wanted = room.get();
        room = Optional.empty();
        return forms.join(wanted.shown());
    }

    /** At the first menu a name is an answer too; the name of a command was meant as one. */
    boolean isName(String text) {
        return !console.standing().isLoggedIn()
                && UserName.of(text).isPresent()
                && CommandTable.find(text.toLowerCase(Locale.ROOT)).isEmpty();
    }
}
