package org.hobnob.launcher.peer;

import java.util.Optional;
import org.hobnob.peer.console.terminal.PersonConsole;
import org.hobnob.peer.console.text.Role;

/** A person at a terminal. */
record AtTerminal(PersonConsole terminal) implements Person {
    @Override
    public void show(Role role, String line) {
        terminal.screen().show(role, line);
    }

    @Override
    public Optional<String> ask(String question) {
        return terminal.ask(question);
    }
}
