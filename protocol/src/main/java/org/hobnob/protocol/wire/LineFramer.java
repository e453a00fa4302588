package org.hobnob.protocol.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hobnob.protocol.message.Reason;

/**
 * Cuts a stream of bytes into lines (SPEC 3.1): LF ends a line, one CR before it belongs to it. Holds at most one
 * longest line; what is longer is dropped up to its LF and reported once. Any split of the same bytes gives the same
 * frames. Not thread-safe.
 */
public final class LineFramer {
    private final byte[] pending;
    private int length;
    private boolean overflowed;

    /** @param maxLineBytes longest line, without its terminator, in bytes */
    public LineFramer(int maxLineBytes) {
        // One more for the CR that may precede the LF.
        pending = new byte[maxLineBytes + 1];
    }

    /** Takes the next bytes of the stream and returns the lines that they complete, in order. */
    public List<Frame> feed(byte[] chunk) {
        List<Frame> frames = new ArrayList<>();
        for (byte b : chunk) {
            if (b == '\n') {
                frames.add(complete());
            } else if (length < pending.length) {
                pending[length++] = b;
            } else {
                overflowed = true;
            }
        }
        return frames;
    }

    /** Whether the line that is under way is too long already; its LF may never come. */
    public boolean isOverflowed() {
        return overflowed;
    }

    private Frame complete() {
        int end = length > 0 && pending[length - 1] == '\r' ? length - 1 : length;
        boolean tooLong = overflowed || end == pending.length;
        length = 0;
        overflowed = false;
        return tooLong ? new Frame.Rejected(NativeLine.UNREADABLE, Reason.TOO_LONG) : decode(end);
    }

    private Frame decode(int end) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(pending, 0, end))
                    .toString();
            boolean controls = text.chars().anyMatch(c -> c < ' ' || c == 0x7f);
            return controls ? badBytes(end) : new Frame.Line(text);
        } catch (CharacterCodingException e) {
            return badBytes(end);
        }
    }

    private Frame badBytes(int end) {
        // A tag is ASCII: each byte may stand for a character here, whatever the line was meant to be.
        String bytes = new String(pending, 0, end, StandardCharsets.ISO_8859_1);
        return new Frame.Rejected(NativeLine.tagOf(bytes), Reason.MALFORMED);
    }
}
