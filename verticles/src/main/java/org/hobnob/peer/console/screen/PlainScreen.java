package org.hobnob.peer.console.screen;

import java.io.PrintStream;
import java.util.OptionalInt;
import org.hobnob.peer.console.text.Role;
import org.hobnob.protocol.text.SafeText;

/** Writes whole lines, safe to show, without colours or redrawing, for pipes, scripts and dumb terminals. */
public final class PlainScreen implements Screen {
    private final PrintStream out;
    private final int width;

    /** Output that a program reads is not laid out: one line, however long. */
    public PlainScreen(PrintStream out) {
        this(out, OptionalInt.empty());
    }

    /** @param columns of the terminal that the output goes to, if it is one that tells */
    public PlainScreen(PrintStream out, OptionalInt columns) {
        this.out = out;
        width = columns.orElse(Integer.MAX_VALUE);
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public void show(Role role, String line) {
        synchronized (out) {
            out.println(role.mark() + SafeText.of(line));
            out.flush();
        }
    }
}
