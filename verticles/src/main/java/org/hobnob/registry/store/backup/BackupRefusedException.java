package org.hobnob.registry.store.backup;

/** A backup cannot be made, read or restored. The message says what to do next. Nothing was changed. */
public final class BackupRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BackupRefusedException(String message) {
        super(message);
    }

    public BackupRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
