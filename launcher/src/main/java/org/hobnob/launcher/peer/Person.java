package org.hobnob.launcher.peer;

import java.util.Optional;
import org.hobnob.peer.console.text.Role;

/** Whoever answers before the console begins. */
interface Person {
    /** Shows a line. May be called from any thread, also while a question waits for its answer. */
    void show(Role role, String line);

    /** Asks and waits; empty if the person leaves. */
    Optional<String> ask(String question);
}
