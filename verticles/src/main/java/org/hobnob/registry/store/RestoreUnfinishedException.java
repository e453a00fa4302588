package org.hobnob.registry.store;

/** The database has only a part of the backup that was to be restored into it. */
public final class RestoreUnfinishedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RestoreUnfinishedException() {
        super("a restore into this database was begun and has not finished: drop the database, and restore again");
    }
}
