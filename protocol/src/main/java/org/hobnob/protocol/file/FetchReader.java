package org.hobnob.protocol.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Parts what comes over a connection of bytes into a line, the bytes of a file in pieces, and a last line (SPEC 16.2).
 * Not thread-safe.
 */
public final class FetchReader {
    /** What was read. */
    public interface Sink {
        /** Takes a line, without its line feed; the first one, or the one behind the bytes. */
        void line(String text);

        /** Takes bytes of the file, which belong to the caller again afterwards. */
        void bytes(byte[] chunk, int from, int length);
    }

    /** Thrown where the other side breaks the format. */
    public static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1;

        MalformedException(String message) {
            super(message);
        }
    }

    private enum Part {
        FIRST_LINE,
        LENGTH,
        PIECE,
        LAST_LINE,
        OVER
    }

    private static final int MAX_LINE_BYTES = 8_192;

    private final Sink sink;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private Part part = Part.FIRST_LINE;
    private int lengthBytes;
    private int length;

    public FetchReader(Sink sink) {
        this.sink = sink;
    }

    /** @throws MalformedException if this breaks the format; nothing more may be fed then */
    public void feed(byte[] chunk) throws MalformedException {
        feed(chunk, 0, chunk.length);
    }

    /**
     * Reads the bytes of a chunk from one index to before another.
     *
     * @throws MalformedException if this breaks the format; nothing more may be fed then
     */
    public void feed(byte[] chunk, int from, int to) throws MalformedException {
        int at = from;
        while (at < to) {
            at = switch (part) {
                case FIRST_LINE, LAST_LINE -> line(chunk, at, to);
                case LENGTH -> length(chunk, at);
                case PIECE -> piece(chunk, at, to);
                case OVER -> throw new MalformedException("something follows the last line");
            };
        }
    }

    private int line(byte[] chunk, int from, int to) throws MalformedException {
        int at = from;
        while (at < to && chunk[at] != '\n') {
            at++;
        }
        if (line.size() + at - from > MAX_LINE_BYTES) {
            throw new MalformedException("the line is too long");
        }
        line.write(chunk, from, at - from);
        if (at == to) {
            return at;
        }
        part = part == Part.FIRST_LINE ? Part.LENGTH : Part.OVER;
        String text = text();
        line.reset();
        sink.line(text);
        return at + 1;
    }

    private String text() throws MalformedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("the line is not UTF-8");
        }
    }

    private int length(byte[] chunk, int at) throws MalformedException {
        length = length << 8 | chunk[at] & 0xff;
        lengthBytes++;
        if (lengthBytes == Integer.BYTES) {
            if (length < 0 || length > FileLimits.PIECE_BYTES) {
                throw new MalformedException("a piece has a length of " + length);
            }
            lengthBytes = 0;
            part = length == 0 ? Part.LAST_LINE : Part.PIECE;
        }
        return at + 1;
    }

    private int piece(byte[] chunk, int from, int to) {
        int taken = Math.min(length, to - from);
        length -= taken;
        if (length == 0) {
            part = Part.LENGTH;
        }
        sink.bytes(chunk, from, taken);
        return from + taken;
    }
}
