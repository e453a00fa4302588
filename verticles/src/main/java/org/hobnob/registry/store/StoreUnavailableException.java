package org.hobnob.registry.store;

import com.mongodb.MongoSecurityException;

/** The database cannot be used when the registry starts. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreUnavailableException(Throwable cause) {
        super(
                cause instanceof MongoSecurityException
                        ? "refuses the name or the password in the connection string"
                        : "does not answer",
                cause);
    }
}
