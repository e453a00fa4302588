package org.hobnob.peer.console.terminal;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.hobnob.peer.console.screen.Appearance;
import org.hobnob.peer.console.screen.Canvas;
import org.hobnob.peer.console.screen.Palette;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/**
 * A terminal that shows pictures, each in place of the one before, on a page of its own; the last one stays behind among the
 * terminal's other lines. Thread-safe.
 */
public final class PictureTerminal implements AutoCloseable {
    private final Terminal terminal;
    private final Palette palette;
    private final Display display;
    private Canvas last;
    private boolean closed;

    private PictureTerminal(Terminal terminal, Palette palette) {
        this.terminal = terminal;
        this.palette = palette;
        display = new Display(terminal, true);
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        display.clear();
    }

    /**
     * Opens the terminal of standard output.
     *
     * @param interrupted called when the user types Ctrl-C, after the page was left
     * @throws IOException if there is no terminal
     */
    public static PictureTerminal open(Appearance appearance, Runnable interrupted) throws IOException {
        Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .dumb(false)
                .graphemeCluster(false)
                .build();
        PictureTerminal picture = new PictureTerminal(terminal, new Palette(appearance.color(), appearance.links()));
        // The terminal closes itself when the program is interrupted, and would leave the page on the screen.
        terminal.handle(Terminal.Signal.INT, signal -> {
            picture.leave();
            interrupted.run();
        });
        return picture;
    }

    /** How many columns there are now. */
    public int columns() {
        return terminal.getColumns();
    }

    /** How many rows there are now. */
    public int rows() {
        return terminal.getRows();
    }

    /** Shows the picture; nothing after {@link #close}. */
    public synchronized void show(Canvas canvas) {
        if (closed) {
            return;
        }
        last = canvas;
        display.resize(terminal);
        display.update(lines(canvas).stream().map(AttributedString::fromAnsi).toList(), 0);
    }

    private List<String> lines(Canvas canvas) {
        return IntStream.range(0, canvas.rows())
                .mapToObj(row -> palette.row(canvas, row))
                .toList();
    }

    /** Leaves the page. */
    @Override
    public synchronized void close() throws IOException {
        leave();
        terminal.close();
    }

    private synchronized void leave() {
        if (closed) {
            return;
        }
        closed = true;
        terminal.puts(Capability.cursor_visible);
        terminal.puts(Capability.exit_ca_mode);
        if (last != null) {
            lines(last).forEach(terminal.writer()::println);
        }
        terminal.flush();
    }
}
