package org.hobnob.peer.console;

/** Where the console writes; may be called from any thread. */
public interface Screen {
    /** Shows one line, which is safe to show. */
    void show(Role role, String line);
}
