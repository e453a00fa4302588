package org.hobnob.registry.store.embedded;

import java.util.Objects;

/** The embedded store did not open. The message, made for people, says what is wrong and what to do next. */
public final class StoreRefusedException extends Exception {
    /** What stood in the way. */
    public enum Reason {
        /** The data folder or a file in it cannot be made, read or written. */
        FOLDER_UNUSABLE,
        /** Another store, in this process or another one, has the data folder open. */
        IN_USE,
        /** The file of documents is damaged, or was written by an incompatible version. Nothing was changed in it. */
        CORRUPT,
        /** The file with the store's secret is damaged or open to other users. */
        SECRET_UNUSABLE,
        /** Another program listens on the port. */
        PORT_IN_USE,
        /** The address is not one of this machine's loopback interface, or cannot be bound. */
        ADDRESS_UNUSABLE
    }

    private final Reason reason;

    StoreRefusedException(Reason reason, String message) {
        this(reason, message, null);
    }

    StoreRefusedException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason);
    }

    /** @return what stood in the way, never null */
    public Reason reason() {
        return reason;
    }
}
