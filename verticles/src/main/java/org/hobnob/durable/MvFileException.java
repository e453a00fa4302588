package org.hobnob.durable;

import java.util.Objects;

/** A file could not be opened. The message, made for people, says what is wrong; what to do about it depends on the file. */
public final class MvFileException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What stood in the way. */
    public enum Kind {
        /** Another program has it open. */
        IN_USE,
        /** It cannot be made or written. */
        UNUSABLE,
        /** It is damaged, or was written by an incompatible version. Nothing was changed in it. */
        DAMAGED
    }

    private final Kind kind;

    MvFileException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind);
    }

    /** What stood in the way. */
    public Kind kind() {
        return kind;
    }
}
