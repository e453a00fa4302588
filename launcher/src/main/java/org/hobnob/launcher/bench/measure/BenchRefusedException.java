package org.hobnob.launcher.bench.measure;

import java.util.Objects;

/** The run cannot start or continue. The message says in one line what is wrong and what to do next. */
public final class BenchRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The kind of problem. */
    public enum Kind {
        /** The command line is wrong. */
        USAGE,
        /** A problem on this machine that its user can fix. */
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

    /** The kind of problem. */
    public Kind kind() {
        return kind;
    }
}
