package org.hobnob.protocol.message;

/**
 * A request was refused, for a reason that the requester is told. Has no stack trace, because it is an ordinary
 * answer.
 */
public class RefusalException extends RuntimeException {
    private final transient Reason reason;
    private final long waitMs;
    private final transient Particulars particulars;

    /**
     * @param waitMs how long to wait before another try, in milliseconds; 0 if waiting does not help
     * @param particulars what is said beside the reason
     */
    public RefusalException(Reason reason, long waitMs, Particulars particulars) {
        super(reason.word(), null, false, false);
        this.reason = reason;
        this.waitMs = waitMs;
        this.particulars = particulars;
    }

    /** Creates a refusal about which nothing more is said. */
    public RefusalException(Reason reason, long waitMs) {
        this(reason, waitMs, Particulars.NONE);
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

    public Particulars particulars() {
        return particulars;
    }
}
