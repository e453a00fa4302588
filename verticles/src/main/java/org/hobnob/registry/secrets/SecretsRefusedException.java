package org.hobnob.registry.secrets;

/** The secrets file cannot be used. The message says what to do next, and never what the file contains. */
public final class SecretsRefusedException extends RuntimeException {
    /** Why the file cannot be used. */
    public enum Reason {
        /** The file does not exist and may not be created. */
        MISSING,
        /** The file cannot be read. */
        NOT_READABLE,
        /** Users other than its owner may read or change the file. */
        TOO_OPEN,
        /** The file does not have the expected format. */
        MALFORMED,
        /** A newer program wrote the file. */
        UNKNOWN_VERSION,
        /** The file cannot be created. */
        NOT_WRITABLE,
        /** The file has other secrets than those that belong there. */
        OTHERS
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
     * Why the file cannot be used, for programs.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
