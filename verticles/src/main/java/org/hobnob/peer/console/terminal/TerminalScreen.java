package org.hobnob.peer.console.terminal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.hobnob.peer.console.conversation.ChatLine;
import org.hobnob.peer.console.screen.Alert;
import org.hobnob.peer.console.screen.Palette;
import org.hobnob.peer.console.screen.Reader;
import org.hobnob.peer.console.screen.Screen;
import org.hobnob.peer.console.state.Times;
import org.hobnob.peer.console.text.Role;

/**
 * Writes lines above the prompt, on its own thread, so that a stopped terminal (Ctrl-S) does not stop the peer.
 * Lines that do not fit into the queue are dropped and counted; the count is shown.
 */
final class TerminalScreen implements Screen, AutoCloseable {
    /** The most lines that wait for the terminal. */
    static final int MOST_WAITING = 5_000;

    /** The most lines that are written at once: each time the line being typed is drawn anew. */
    private static final int MOST_AT_ONCE = 50;

    private static final int HANG = 2;
    private static final String ERROR = "Error: ";

    private static final long CLOSE_S = 2;

    private final Palette palette;
    private final Times times;
    private final Alarm alarm;
    private final Reader reader;
    private final IntSupplier width;
    private final Consumer<String> printAbove;
    private final Runnable clear;
    private final Queue<Line> waiting = new ArrayDeque<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "hobnob-screen");
        made.setDaemon(true);
        return made;
    });
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private String nextSound = "";
    private int lost;

    /** @param hang by how many columns the rows after the first are indented */
    private record Line(String text, int hang) {}

    /**
     * @param width supplies the terminal's current width in columns; 0 if unknown
     * @param printAbove writes lines above the prompt; may block
     * @param clear clears the terminal; may block
     */
    TerminalScreen(
            Palette palette,
            Times times,
            Alarm alarm,
            Reader reader,
            IntSupplier width,
            Consumer<String> printAbove,
            Runnable clear) {
        this.palette = palette;
        this.times = times;
        this.alarm = alarm;
        this.reader = reader;
        this.width = width;
        this.printAbove = printAbove;
        this.clear = clear;
    }

    @Override
    public void show(Role role, String line) {
        add(line(role, line));
    }

    private Line line(Role role, String line) {
        if (reader == Reader.PAPER && !role.mark().isEmpty()) {
            // A screen reader would speak the marks sign by sign.
            String said = (role == Role.ERROR ? ERROR : "") + line;
            return new Line(palette.line(Role.PLAIN, said), HANG);
        }
        String mark = role.mark() + line;
        int blanks = mark.length() - mark.stripLeading().length();
        return new Line(
                palette.line(role, line),
                blanks + (role.mark().isEmpty() ? HANG : role.mark().length()));
    }

    @Override
    public void chat(ChatLine line) {
        String time = times.of(line.at());
        add(new Line(palette.chat(time, line), time.isEmpty() ? HANG : time.length() + 1));
    }

    /** The bell is written with the line that follows, so that it is in nobody's way. */
    @Override
    public void alert(Alert alert) {
        String sound = alarm.sound(alert);
        synchronized (waiting) {
            nextSound = sound;
        }
    }

    @Override
    public Reader reader() {
        return reader;
    }

    @Override
    public int width() {
        int told = width.getAsInt();
        return told > 0 ? told : USUAL_WIDTH;
    }

    @Override
    public void clear() {
        thread.execute(clear);
    }

    private void add(Line line) {
        synchronized (waiting) {
            if (waiting.size() < MOST_WAITING) {
                waiting.add(line);
            } else {
                lost++;
            }
        }
        if (scheduled.compareAndSet(false, true)) {
            then(this::write);
        }
    }

    private void write() {
        scheduled.set(false);
        for (List<Line> lines = next(); !lines.isEmpty(); lines = next()) {
            int columns = width();
            printAbove.accept(takeSound()
                    + lines.stream()
                            .map(line -> LineWrap.rows(line.text(), columns, line.hang()))
                            .collect(Collectors.joining("\n")));
        }
    }

    private String takeSound() {
        synchronized (waiting) {
            String sound = nextSound;
            nextSound = "";
            return sound;
        }
    }

    private List<Line> next() {
        List<Line> lines = new ArrayList<>();
        synchronized (waiting) {
            while (lines.size() < MOST_AT_ONCE && !waiting.isEmpty()) {
                lines.add(waiting.remove());
            }
            if (lines.isEmpty() && lost > 0) {
                lines.add(line(Role.NOTICE, lost + " lines came faster than the terminal took them"));
                lost = 0;
            }
        }
        return lines;
    }

    /** Runs the work when all earlier output has been written; not at all once the screen is closed. */
    void then(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException closed) {
            // What the work would have shown, nobody sees any more.
        }
    }

    /** Waits until all earlier output has been written. */
    void flush() {
        CompletableFuture.runAsync(() -> {}, thread).join();
    }

    /** Writes the waiting lines, unless the terminal takes too long. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(CLOSE_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
