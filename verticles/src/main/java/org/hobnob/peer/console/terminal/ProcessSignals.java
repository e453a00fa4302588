package org.hobnob.peer.console.terminal;

import org.jline.utils.Signals;

/** Signals to this process, where the system has them. */
public final class ProcessSignals {
    private ProcessSignals() {}

    /** Calls the action at each {@code SIGHUP}, in place of ending the process; does nothing on Windows. */
    public static void onHangup(Runnable action) {
        Signals.register("HUP", action);
    }
}
