package org.hobnob.launcher.demo.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hobnob.peer.console.screen.Canvas;
import org.hobnob.peer.console.text.Role;

/** Keeps a picture of a storm from just before each thing that happens, and the last one. Thread-safe. */
final class Film implements View {
    /** Narrow enough for a page, wide enough for four consoles. */
    private static final int COLUMNS = 132;

    private static final int ROWS = 34;

    private final View view;
    private final Board board;
    private final List<Canvas> frames = new ArrayList<>();

    /** @param view is shown the same */
    Film(View view, Board board) {
        this.view = view;
        this.board = board;
    }

    /** The pictures, in order. */
    synchronized List<Canvas> frames() {
        return List.copyOf(frames);
    }

    private void keep() {
        frames.add(board.paint(COLUMNS, ROWS));
    }

    @Override
    public void shown(String console, String line) {
        synchronized (this) {
            board.shown(console, line);
        }
        view.shown(console, line);
    }

    @Override
    public void state(String console, Role role, String state) {
        synchronized (this) {
            board.state(console, role, state);
        }
        view.state(console, role, state);
    }

    @Override
    public void happens(Duration at, Role role, String text) {
        synchronized (this) {
            if (board.hasEvents()) {
                keep();
            }
            board.happens(at, role, text);
        }
        view.happens(at, role, text);
    }

    @Override
    public void count(Role role, String line) {
        synchronized (this) {
            board.count(role, line);
        }
        view.count(role, line);
    }

    /** Keeps the last picture too. */
    @Override
    public void close() {
        synchronized (this) {
            keep();
        }
        view.close();
    }
}
