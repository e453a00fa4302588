package org.hobnob.registry.gateway;

import java.util.Optional;

/** Reads a client's bytes in its dialect, one message at a time. Not thread-safe. */
interface Speech {
    /** Takes the bytes of one read. */
    void feed(byte[] chunk);

    /** Returns the next message; empty if more bytes must come first. */
    Optional<Heard> next();

    /** Whether all bytes that were taken have been read. */
    boolean isRead();
}
