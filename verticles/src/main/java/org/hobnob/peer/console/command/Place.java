package org.hobnob.peer.console.command;

import java.util.Set;

/** Where the console runs, seen from the person who sits at it. */
public enum Place {
    /** On the person's own machine: everything is possible. */
    OWN(Set.of()),
    /** On a machine of somebody else's, whose files, settings and keys are not the person's. */
    HOSTED(Set.of("send", "files", "export", "set", "signup", "login"));

    private final Set<String> refused;

    Place(Set<String> refused) {
        this.refused = refused;
    }

    /** Whether a command of that name may be run there. */
    boolean allows(String command) {
        return !refused.contains(command);
    }
}
