package org.hobnob.protocol.message;

/**
 * A request was refused, for a reason that the requester is told. Has no stack trace, because it is an ordinary
 * answer.
 */
public class RefusalException extends RuntimeException {
    private final transient Reason reason;
    private final long waitMs;

    /** @param waitMs how long to wait before another try, in milliseconds; 0 if waiting does not help */
    public RefusalException(Reason reason, long waitMs) {
        super(reason.word(), null, false, false);
        this.reason = reason;
        this.waitMs = waitMs;
    }

    /** Creates a refusal that waiting does not help. */
    public RefusalException(Reason reason) {
        this(reason, 0);
    }

    public Reason reason() {
        return reason;
    }

    public long waitMs() {
        return waitMs;
    }
}
