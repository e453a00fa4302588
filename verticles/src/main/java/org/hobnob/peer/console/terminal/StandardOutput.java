package org.hobnob.peer.console.terminal;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.OptionalInt;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;

/** What this process' standard output leads to. */
public final class StandardOutput {
    private StandardOutput() {}

    /** Returns the charset in which Java writes to it. */
    public static Charset charset() {
        String named = System.getProperty("stdout.encoding", "");
        return !named.isEmpty() && Charset.isSupported(named) ? Charset.forName(named) : Charset.defaultCharset();
    }

    /** Returns whether the standard error output leads to a terminal. Blocking. */
    public static boolean isErrorTerminal() {
        return isTerminal(SystemStream.Error);
    }

    private static boolean isTerminal(SystemStream stream) {
        return TerminalBuilder.builder().getProviders(null, new IllegalStateException("no terminal")).stream()
                .findFirst()
                .filter(provider -> provider.isSystemStream(stream))
                .isPresent();
    }

    /** Returns how many columns the terminal has; empty if it is no terminal or does not say. Blocking. */
    public static OptionalInt columns() {
        if (!isTerminal(SystemStream.Output)) {
            return OptionalInt.empty();
        }
        try (Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .systemOutput(TerminalBuilder.SystemOutput.ForcedSysOut)
                .dumb(false)
                .graphemeCluster(false)
                .nativeSignals(false)
                .build()) {
            int columns = terminal.getColumns();
            return columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }
}
