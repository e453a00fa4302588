package org.hobnob.registry.bridge;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts a stream of bytes into frames: four bytes with the length, the highest first, and so many bytes (BUS.md 7). Keeps no
 * more than one frame. Not thread-safe.
 */
final class FrameReader {
    /** Stands before each frame. */
    static final int LENGTH_BYTES = 4;

    /** A frame is longer than may be, or empty. What follows cannot be read. */
    static final class BadLengthException extends Exception {
        private static final long serialVersionUID = 1L;

        BadLengthException(long length, int most) {
            super("a frame of " + length + " bytes; 1 to " + most + " are allowed");
        }
    }

    private static final int FIRST_BYTES = 4_096;

    private final int most;
    private byte[] kept = new byte[FIRST_BYTES];
    private int size;

    /** @param most the most bytes of a frame, without its length */
    FrameReader(int most) {
        this.most = most;
    }

    /**
     * Takes the next bytes of the stream.
     *
     * @param frames is given each frame that is complete, in order
     * @throws BadLengthException if one is too long or empty; those before it were given
     */
    void feed(byte[] bytes, Consumer<byte[]> frames) throws BadLengthException {
        int from = 0;
        while (from < bytes.length) {
            int wanted = Math.min(missing(), bytes.length - from);
            keep(bytes, from, wanted);
            from += wanted;
            if (size >= LENGTH_BYTES && missing() == 0) {
                byte[] frame = Arrays.copyOfRange(kept, LENGTH_BYTES, size);
                size = 0;
                kept = kept.length > FIRST_BYTES ? new byte[FIRST_BYTES] : kept;
                frames.accept(frame);
            }
        }
    }

    /** How many bytes are missing of the length or, where that is known, of the frame. */
    private int missing() throws BadLengthException {
        if (size < LENGTH_BYTES) {
            return LENGTH_BYTES - size;
        }
        long length = 0;
        for (int i = 0; i < LENGTH_BYTES; i++) {
            length = length << Byte.SIZE | kept[i] & 0xff;
        }
        if (length < 1 || length > most) {
            throw new BadLengthException(length, most);
        }
        return (int) length + LENGTH_BYTES - size;
    }

    /** The room for a frame grows with what has come of it, not with the length that its sender claims. */
    private void keep(byte[] bytes, int from, int count) {
        if (size + count > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(size + count, Math.min(2 * kept.length, most + LENGTH_BYTES)));
        }
        System.arraycopy(bytes, from, kept, size, count);
        size += count;
    }

    /** How many bytes there is room for now. */
    int room() {
        return kept.length;
    }

    /** How many bytes are kept now. */
    int size() {
        return size;
    }
}
