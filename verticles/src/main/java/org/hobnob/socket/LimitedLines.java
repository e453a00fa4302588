package org.hobnob.socket;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Lines of UTF-8 of bounded length. What is no UTF-8 is replaced. Not thread-safe. */
public final class LimitedLines {
    private final InputStream in;
    private final int most;

    /**
     * A line without its end.
     *
     * @param isTooLong whether it was longer than allowed; the text is empty then
     */
    public record Line(String text, boolean isTooLong) {}

    /** @param most the longest line, in bytes */
    public LimitedLines(InputStream in, int most) {
        this.in = in instanceof BufferedInputStream ? in : new BufferedInputStream(in);
        this.most = most;
    }

    /** Returns the next line, also one at the end that lacks a line feed; null when there is no more. */
    public Line next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long length = 0;
        int next = in.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            length++;
            if (length <= most) {
                line.write(next);
            }
            next = in.read();
        }
        return length > most ? new Line("", true) : new Line(text(line), false);
    }

    private static String text(ByteArrayOutputStream line) {
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
