package org.hobnob.protocol.message;

/** A request was refused for a reason that its asker is to be told. Carries no stack trace: it is an answer. */
public final class RefusalException extends RuntimeException {
    private final transient Reason reason;
    private final long waitMs;

    /** @param waitMs how long to wait before asking again; 0 where waiting does not help */
    public RefusalException(Reason reason, long waitMs) {
        super(reason.word(), null, false, false);
        this.reason = reason;
        this.waitMs = waitMs;
    }

    /** A refusal that waiting does not help. */
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
