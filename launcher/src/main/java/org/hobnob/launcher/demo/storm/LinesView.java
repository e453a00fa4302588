package org.hobnob.launcher.demo.storm;

import java.io.PrintStream;
import java.time.Duration;
import org.hobnob.peer.console.text.Role;
import org.hobnob.protocol.text.SafeText;

/** Shows a storm in whole lines: what happens, and what each console shows behind its user's name. */
final class LinesView implements View {
    private final PrintStream out;

    LinesView(PrintStream out) {
        this.out = out;
    }

    private synchronized void print(String line) {
        out.println(SafeText.of(line));
        out.flush();
    }

    @Override
    public void shown(String console, String line) {
        print("  " + console + " ".repeat(Math.max(1, 7 - console.length())) + line);
    }

    /** It is among what happens. */
    @Override
    public void state(String console, Role role, String state) {}

    @Override
    public void happens(Duration at, Role role, String text) {
        print(Board.clock(at) + "  " + text);
    }

    /** Only the last count is worth a line, and the command prints that. */
    @Override
    public void count(Role role, String line) {}

    @Override
    public void close() {}
}
