package org.hobnob.launcher.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.peer.console.terminal.ProcessSignals;
import org.hobnob.peer.console.terminal.StandardOutput;

/**
 * The signal {@code SIGHUP}, where the system has it. Whoever sends it wants the settings read anew; a terminal that is closed
 * sends it too, and then the registry that was started there ends, as any program does.
 */
final class Hangup {
    private static final Path TERMINAL = Path.of("/dev/tty");

    private Hangup() {}

    /** Calls the action at each of them from now on. Blocking. */
    static void onEach(Runnable action) {
        boolean hasTerminal = StandardOutput.isErrorTerminal();
        ProcessSignals.onHangup(() -> {
            if (hasTerminal && !isThere()) {
                System.exit(ExitCode.OK.number());
            }
            action.run();
        });
    }

    private static boolean isThere() {
        try (InputStream terminal = Files.newInputStream(TERMINAL)) {
            return terminal != null;
        } catch (IOException e) {
            return false;
        }
    }
}
