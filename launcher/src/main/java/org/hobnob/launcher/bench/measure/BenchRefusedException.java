package org.hobnob.launcher.bench.measure;

import java.util.Objects;

/** The run cannot begin or go on; the message says in one line what is wrong and what to do next. */
public final class BenchRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What sort of trouble it is. */
    public enum Kind {
        /** What was asked for on the command line does not go. */
        USAGE,
        /** Something on this machine that its user can put right. */
        USER_FIXABLE,
        /** The registry does not answer. */
        NETWORK,
        /** The registry's key is not the one that was named. */
        UNTRUSTED_KEY
    }

    private final Kind kind;

    public BenchRefusedException(Kind kind, String message) {
        this(kind, message, null);
    }

    public BenchRefusedException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /** The sort of trouble. */
    public Kind kind() {
        return kind;
    }
}
