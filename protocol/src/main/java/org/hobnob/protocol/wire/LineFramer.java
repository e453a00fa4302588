package org.hobnob.protocol.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hobnob.protocol.message.Reason;

/**
 * Splits a stream of bytes into lines (SPEC 3.1). LF ends a line; one CR before it is part of the terminator. Holds
 * at most one line of the longest size; a longer one is dropped up to its LF and reported once. The frames do not
 * depend on how the bytes are divided into chunks. Not thread-safe.
 */
public final class LineFramer {
    private final byte[] pending;
    private int length;
    private int dropped;

    /** @param maxLineBytes the longest line without its terminator, in bytes */
    public LineFramer(int maxLineBytes) {
        // One byte more for the CR that may precede the LF.
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
                dropped = Math.min(dropped, Integer.MAX_VALUE - 1) + 1;
            }
        }
        return frames;
    }

    /** Returns how many bytes of the current line were dropped because it is too long; its LF may never arrive. */
    public int dropped() {
        return dropped;
    }

    private Frame complete() {
        int end = length > 0 && pending[length - 1] == '\r' ? length - 1 : length;
        boolean tooLong = dropped > 0 || end == pending.length;
        length = 0;
        dropped = 0;
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
        // A tag is ASCII, so each byte can be read as a character here, whatever the encoding of the line.
        String bytes = new String(pending, 0, end, StandardCharsets.ISO_8859_1);
        return new Frame.Rejected(NativeLine.tagOf(bytes), Reason.MALFORMED);
    }
}
