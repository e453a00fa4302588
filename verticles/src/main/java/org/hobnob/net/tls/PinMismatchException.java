package org.hobnob.net.tls;

import java.security.cert.CertificateException;
import java.util.Optional;

/** The registry that answered is not the pinned one. Contains both pins, to be shown side by side. */
public final class PinMismatchException extends CertificateException {
    private static final int MAX_CAUSES = 32;

    private final transient Pin expected;
    private final transient Pin seen;

    PinMismatchException(Pin expected, Pin seen) {
        super(
                "the registry's identity has changed: expected " + expected + ", seen " + seen
                        + "; somebody may be in between. If its operator confirms the new pin, forget the old one and connect again");
        this.expected = expected;
        this.seen = seen;
    }

    /**
     * Finds the mismatch that made a connection fail.
     *
     * @param failure the failure of the connection; may be null
     * @return the mismatch among the causes, if there is one
     */
    public static Optional<PinMismatchException> findIn(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof PinMismatchException mismatch) {
                return Optional.of(mismatch);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /**
     * Returns the pin that was expected.
     *
     * @return the expected pin
     */
    public Pin expected() {
        return expected;
    }

    /**
     * Returns the pin of the registry that answered.
     *
     * @return the pin seen
     */
    public Pin seen() {
        return seen;
    }
}
