package org.hobnob.registry.secrets;

/** The secrets file cannot be used; the message says what to do next and never what the file holds. */
public final class SecretsRefusedException extends RuntimeException {
    /** Why. */
    public enum Reason {
        /** There is none, and none may be made. */
        MISSING,
        /** It cannot be read. */
        NOT_READABLE,
        /** Others than its owner may read or change it. */
        TOO_OPEN,
        /** It is not what this program writes. */
        MALFORMED,
        /** A newer program wrote it. */
        UNKNOWN_VERSION,
        /** It cannot be made. */
        NOT_WRITABLE
    }

    private final Reason reason;

    SecretsRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    SecretsRefusedException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /**
     * Why, for a program to act on.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
