package org.hobnob.peer.console.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The lines that a terminal hands over when Enter is pressed, read on a thread of its own. Lines that arrive together were pasted:
 * nobody types so fast. They are one entry then.
 */
final class TypedLines {
    /** What came. */
    enum Kind {
        LINE,
        INTERRUPT,
        END
    }

    /**
     * What was typed.
     *
     * @param text without the line end
     * @param echoed whether the terminal showed it when it was typed
     */
    record Typed(Kind kind, String text, boolean pasted, boolean echoed) {}

    private static final int MOST_WAITING = 100;
    private static final int LONGEST = 65_536;
    private static final long AT_ONCE_MS = 10;

    private final InputStream keys;
    private final Charset charset;
    private final BlockingQueue<Typed> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private Optional<Typed> later = Optional.empty();
    private volatile boolean echoed;

    TypedLines(InputStream keys, Charset charset) {
        this.keys = keys;
        this.charset = charset;
    }

    void start() {
        Thread thread = new Thread(this::readAll, "hobnob-keys");
        thread.setDaemon(true);
        thread.start();
    }

    /** Says whether the terminal shows what is typed from now on. */
    void echoed(boolean now) {
        echoed = now;
    }

    private void readAll() {
        try {
            for (Optional<String> line = read(); line.isPresent(); line = read()) {
                waiting.put(new Typed(Kind.LINE, line.get(), false, echoed));
            }
            waiting.put(new Typed(Kind.END, "", false, false));
        } catch (IOException e) {
            waiting.offer(new Typed(Kind.END, "", false, false));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the next line, also one at the end that lacks a line end; empty when there is no more. */
    private Optional<String> read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int c = keys.read();
        if (c < 0) {
            return Optional.empty();
        }
        for (; c >= 0 && c != '\n'; c = keys.read()) {
            if (line.size() < LONGEST) {
                line.write(c);
            }
        }
        return Optional.of(line.toString(charset));
    }

    /** Ctrl-C was pressed. */
    void interrupt() {
        waiting.offer(new Typed(Kind.INTERRUPT, "", false, echoed));
    }

    /** Drops what was typed already, but not the end. */
    void drop() {
        later = later.filter(typed -> typed.kind() == Kind.END);
        try {
            for (Typed next = poll(); next != null; next = poll()) {
                // Nobody can have meant what was not asked yet.
                later = next.kind() == Kind.END ? Optional.of(next) : later;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Typed poll() throws InterruptedException {
        return waiting.poll(AT_ONCE_MS, TimeUnit.MILLISECONDS);
    }

    /** Waits for the next. */
    Typed take() {
        try {
            Typed next = later.isPresent() ? later.get() : waiting.take();
            later = Optional.empty();
            return next.kind() == Kind.LINE ? withWhatFollows(next) : next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Typed(Kind.END, "", false, false);
        }
    }

    private Typed withWhatFollows(Typed first) throws InterruptedException {
        Typed all = first;
        Typed next = poll();
        while (next != null && next.kind() == Kind.LINE && all.text().length() < LONGEST) {
            all = new Typed(Kind.LINE, all.text() + "\n" + next.text(), true, all.echoed());
            next = poll();
        }
        later = Optional.ofNullable(next);
        return all;
    }
}
