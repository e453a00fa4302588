package org.hobnob.protocol.handout;

import java.io.UncheckedIOException;

/** Where a receiver keeps the file while it arrives. */
public interface PieceStore {
    /**
     * Reads what was written.
     *
     * @param position in the file, in bytes
     * @throws UncheckedIOException if it cannot be read
     */
    byte[] read(long position, int length);

    /**
     * Writes a part of the file.
     *
     * @param position in the file, in bytes
     * @throws UncheckedIOException if it cannot be kept
     */
    void write(long position, byte[] content);
}
