package org.hobnob.peer.history;

import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** A part of a segment's file cannot be read. */
final class DamagedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Returns what was read. Damage makes H2 throw many an exception, and errors where assertions are on.
     *
     * @throws DamagedException if it cannot be read
     */
    static <T> T unlessRead(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (DamagedException | UncheckedIOException e) {
            throw e;
        } catch (RuntimeException | AssertionError e) {
            throw new DamagedException(String.valueOf(e.getMessage()), e);
        }
    }
}
