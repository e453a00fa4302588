package org.hobnob.peer.console.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jline.utils.NonBlockingInputStream;

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
            while (true) {
                Typed typed = read();
                waiting.put(typed);
            }
        } catch (IOException e) {
            waiting.offer(new Typed(Kind.END, "", false, false));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Typed read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean pasted = false;
        for (int c = keys.read(); ; c = keys.read()) {
            if (c < 0) {
                return line.size() == 0 ? new Typed(Kind.END, "", false, echoed) : typed(line, pasted);
            }
            boolean ends = c == '\n';
            if (ends && !hasMore()) {
                return typed(line, pasted);
            }
            pasted |= ends;
            if (line.size() < LONGEST) {
                line.write(c);
            }
        }
    }

    private boolean hasMore() throws IOException {
        return keys instanceof NonBlockingInputStream stream ? stream.peek(AT_ONCE_MS) >= 0 : keys.available() > 0;
    }

    private Typed typed(ByteArrayOutputStream line, boolean pasted) {
        return new Typed(Kind.LINE, line.toString(charset), pasted, echoed);
    }

    /** Ctrl-C was pressed. */
    void interrupt() {
        waiting.offer(new Typed(Kind.INTERRUPT, "", false, echoed));
    }

    /** Drops what was typed already. */
    void drop() {
        try {
            while (waiting.poll(AT_ONCE_MS, TimeUnit.MILLISECONDS) != null) {
                // Nobody can have meant what was not asked yet.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the next. */
    Typed take() {
        try {
            return waiting.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Typed(Kind.END, "", false, false);
        }
    }
}
