package org.hobnob.launcher.bench.load;

/** A request of the load failed. Failures are counted by kind. Has no stack trace, because there may be many. */
public final class OperationFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final String NO_ANSWER = "no answer in time";
    public static final String CLOSED = "connection closed";
    static final String NOT_ONLINE = "peer not online";
    public static final String UNREADABLE = "unreadable answer";

    /** @param kind a few words, the same for all failures of one kind */
    public OperationFailedException(String kind) {
        super(kind, null, false, false);
    }

    /** The kind of a failure, in a few words. */
    public static String kindOf(Throwable cause) {
        return cause instanceof OperationFailedException
                ? cause.getMessage()
                : cause.getClass().getSimpleName();
    }
}
