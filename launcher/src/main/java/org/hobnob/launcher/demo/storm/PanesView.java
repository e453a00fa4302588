package org.hobnob.launcher.demo.storm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.hobnob.peer.console.screen.Canvas;
import org.hobnob.peer.console.terminal.PictureTerminal;
import org.hobnob.peer.console.text.Role;

/** Shows a storm on a terminal: the consoles side by side. */
final class PanesView implements View {
    private static final long PERIOD_MS = 100;

    private final Board board;
    private final PictureTerminal terminal;
    private final ScheduledExecutorService painter = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "storm-painter");
        thread.setDaemon(true);
        return thread;
    });
    private boolean changed = true;

    PanesView(Board board, PictureTerminal terminal) {
        this.board = board;
        this.terminal = terminal;
        painter.scheduleWithFixedDelay(this::paint, 0, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    private void paint() {
        Canvas canvas;
        synchronized (this) {
            if (!changed) {
                return;
            }
            changed = false;
            canvas = board.paint(terminal.columns(), Math.max(Board.MIN_ROWS, terminal.rows()) - 1);
        }
        terminal.show(canvas);
    }

    private synchronized void change(Runnable change) {
        change.run();
        changed = true;
    }

    @Override
    public void shown(String console, String line) {
        change(() -> board.shown(console, line));
    }

    @Override
    public void state(String console, Role role, String state) {
        change(() -> board.state(console, role, state));
    }

    @Override
    public void happens(Duration at, Role role, String text) {
        change(() -> board.happens(at, role, text));
    }

    @Override
    public void count(Role role, String line) {
        change(() -> board.count(role, line));
    }

    @Override
    public void close() {
        painter.shutdown();
        try {
            paint();
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
