package org.hobnob.registry.store.embedded;

import java.util.Objects;

/** The embedded store could not be opened. The message tells the user what is wrong and what to do next. */
public final class StoreRefusedException extends Exception {
    /** Why the store could not be opened. */
    public enum Reason {
        /** The data folder or a file in it cannot be created, read or written. */
        FOLDER_UNUSABLE,
        /** Another store, in this process or another one, has the data folder open. */
        IN_USE,
        /** The file of documents is damaged or was written by an incompatible version. It was not changed. */
        CORRUPT,
        /** The file with the store's secret is damaged or accessible to other users. */
        SECRET_UNUSABLE,
        /** Another program listens on the port. */
        PORT_IN_USE,
        /** The address is not a loopback address of this machine or cannot be bound. */
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

    /** @return why the store could not be opened, never null */
    public Reason reason() {
        return reason;
    }
}
