package org.hobnob.registry.store;

import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;

/** The database answered, and refused. */
public final class StoreRefusalException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int UNAUTHORIZED = 13;
    private static final int UNKNOWN_COMMAND = 59;

    private final int code;

    private StoreRefusalException(MongoException cause) {
        super(cause.getMessage(), cause);
        code = cause.getCode();
    }

    /** Returns the exception for a failure of the driver; other exceptions as they are. */
    static RuntimeException explained(Throwable cause) {
        if (cause instanceof MongoSecurityException
                || cause instanceof MongoSocketException
                || cause instanceof MongoTimeoutException) {
            return new StoreUnavailableException(cause);
        }
        if (cause instanceof MongoException refused) {
            return new StoreRefusalException(refused);
        }
        return cause instanceof RuntimeException other ? other : new IllegalStateException(cause);
    }

    /** Whether the user in the connection string may not do this. */
    public boolean isForbidden() {
        return code == UNAUTHORIZED;
    }

    /** Whether the database does not know the command. */
    boolean isUnknownCommand() {
        return code == UNKNOWN_COMMAND;
    }
}
