package org.hobnob.peer.console.form;

import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hobnob.peer.console.command.CommandTable;
import org.hobnob.peer.console.command.Commands;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.text.CommandLine;
import org.hobnob.peer.console.text.YesNo;
import org.hobnob.protocol.message.value.UserName;

/** The menu at which the user is, and what becomes of the lines that are typed there. Not thread-safe. */
final class Menus {
    private final Flow flow;
    private final ConsoleState console;
    private final Commands commands;
    private final Forms forms;
    private final ArrivalForm arriving;
    private final MenuBoard board;
    private Menu place = Menu.MAIN;

    Menus(Flow flow, ConsoleState console, Commands commands, Forms forms, ArrivalForm arriving) {
        this.flow = flow;
        this.console = console;
        this.commands = commands;
        this.forms = forms;
        this.arriving = arriving;
        board = new MenuBoard(console);
    }

    /** Shows the menu if the user comes from elsewhere. */
    void arrive() {
        board.at(menu());
    }

    /** The user has left the menu, or wants to see it again. */
    void leave() {
        board.leave();
    }

    /** The next menu is the main one. */
    void reset() {
        place = Menu.MAIN;
    }

    boolean isBelowMain() {
        return !place.equals(Menu.MAIN);
    }

    /** @param word a topic's, or {@code more}; the main menu for any other */
    void go(String word) {
        place = Menu.named(word).filter(menu -> console.standing().isLoggedIn()).orElse(Menu.MAIN);
    }

    private Menu menu() {
        return console.standing().isLoggedIn() ? place : Menu.WELCOME;
    }

    /** Handles a line that is typed at a menu. */
    Future<Void> enter(String text) {
        Optional<String> asking = console.chatRequests().first();
        String word = text.toLowerCase(Locale.ROOT);
        boolean in = console.standing().isLoggedIn();
        if (text.isEmpty()) {
            leave();
        } else if (asking.isPresent() && YesNo.of(text).isPresent()) {
            return commands.chats().answer(asking.get(), YesNo.of(text).get());
        } else if (menu().entry(text).isPresent()) {
            return choose(menu().entry(text).get());
        } else if (Flow.GO_BACK.contains(word)) {
            return up();
        } else if (Flow.HELP.contains(word)) {
            return flow.command("/help");
        } else if (arriving.isName(text)) {
            return forms.enter(new UserName(text));
        } else if (in && text.matches("#\\S+")) {
            return forms.join(text);
        } else if (in && text.matches("@\\S+")) {
            return flow.command("/msg " + text);
        } else {
            String why = "choose 1 to " + menu().entries().size() + " (Enter shows them), or type a command such as "
                    + (in ? "/who" : "/help");
            return text.matches("[0-9]+") ? flow.again(why) : flow.notHere(List.of(text), why);
        }
        return Future.succeededFuture();
    }

    private Future<Void> choose(Menu.Entry entry) {
        CommandLine line = CommandLine.of(entry.command());
        return line.rest().isEmpty()
                ? forms.choose(CommandTable.find(line.command()).orElseThrow())
                : flow.command(entry.command());
    }

    /** Goes to the menu above this one, or asks whether to end. */
    private Future<Void> up() {
        if (!console.standing().isLoggedIn()) {
            return commands.quit();
        }
        if (place.above().isEmpty()) {
            return flow.leave();
        }
        place = place.above().get();
        return Future.succeededFuture();
    }
}
