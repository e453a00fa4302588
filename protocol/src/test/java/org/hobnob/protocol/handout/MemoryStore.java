package org.hobnob.protocol.handout;

import java.util.Arrays;

/** A file in memory. */
final class MemoryStore implements PieceStore {
    private final byte[] file;

    MemoryStore(long size) {
        file = new byte[(int) size];
    }

    @Override
    public byte[] read(long position, int length) {
        return Arrays.copyOfRange(file, (int) position, (int) position + length);
    }

    @Override
    public void write(long position, byte[] content) {
        System.arraycopy(content, 0, file, (int) position, content.length);
    }

    byte[] file() {
        return file;
    }
}
