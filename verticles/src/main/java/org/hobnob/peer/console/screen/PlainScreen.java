package org.hobnob.peer.console.screen;

import java.io.PrintStream;
import org.hobnob.peer.console.text.Role;
import org.hobnob.protocol.text.SafeText;

/** Writes whole lines, safe to show, without colours or redrawing, for pipes, scripts and dumb terminals. */
public final class PlainScreen implements Screen {
    private final PrintStream out;

    public PlainScreen(PrintStream out) {
        this.out = out;
    }

    /** Output that a program reads is not laid out: one line, however long. */
    @Override
    public int width() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void show(Role role, String line) {
        synchronized (out) {
            out.println(role.mark() + SafeText.of(line));
            out.flush();
        }
    }
}
