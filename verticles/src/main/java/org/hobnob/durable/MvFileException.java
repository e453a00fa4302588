package org.hobnob.durable;

import java.util.Objects;

/**
 * A file could not be opened. The message says what is wrong, for the user; what to do about it depends on the
 * file.
 */
public final class MvFileException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the file. */
    public enum Kind {
        /** Another program has it open. */
        IN_USE,
        /** It cannot be created or written. */
        UNUSABLE,
        /** It is damaged or was written by an incompatible version. It was left unchanged. */
        DAMAGED
    }

    private final Kind kind;

    MvFileException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind);
    }

    /** Returns what is wrong with the file. */
    public Kind kind() {
        return kind;
    }
}
