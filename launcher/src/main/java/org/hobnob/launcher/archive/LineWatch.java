package org.hobnob.launcher.archive;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Takes what is printed and does something, on a thread of its own, once a certain line has come. */
final class LineWatch extends OutputStream {
    private final String awaited;
    private final Runnable action;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineWatch(String awaited, Runnable action) {
        this.awaited = awaited;
        this.action = action;
    }

    @Override
    public void write(int b) {
        if (b != '\n') {
            line.write(b);
            return;
        }
        if (line.toString(StandardCharsets.UTF_8).strip().equals(awaited)) {
            new Thread(action, "warm-up-end").start();
        }
        line.reset();
    }
}
