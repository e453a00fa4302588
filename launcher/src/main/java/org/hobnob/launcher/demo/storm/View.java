package org.hobnob.launcher.demo.storm;

import java.time.Duration;
import org.hobnob.peer.console.text.Role;

/** Shows a storm while it happens. Thread-safe. */
interface View extends AutoCloseable {
    /** A console shows a line. */
    void shown(String console, String line);

    /** A console's program is started, killed or ended. */
    void state(String console, Role role, String state);

    /** @param at since the storm began */
    void happens(Duration at, Role role, String text);

    /** How many messages were said and shown so far, or the count at the end. */
    void count(Role role, String line);

    /** Nothing more is shown. */
    @Override
    void close();
}
