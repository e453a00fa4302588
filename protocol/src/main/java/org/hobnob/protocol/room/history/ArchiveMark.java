package org.hobnob.protocol.room.history;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What stays in an archive of a stream that the user has forgotten, so that it is not fetched again.
 *
 * @param through the highest number that was kept
 * @param atMs when it was forgotten, in milliseconds since 1970
 */
record ArchiveMark(long stream, long through, long atMs) {
    private static final byte FORM = 2;
    private static final int BYTES = 1 + 3 * Long.BYTES;

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .put(FORM)
                .putLong(stream)
                .putLong(through)
                .putLong(atMs)
                .array();
    }

    /** Reads what {@link #bytes} returned; empty if it is anything else. */
    static Optional<ArchiveMark> read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return bytes.length == BYTES && in.get() == FORM
                ? Optional.of(new ArchiveMark(in.getLong(), in.getLong(), in.getLong()))
                : Optional.empty();
    }
}
