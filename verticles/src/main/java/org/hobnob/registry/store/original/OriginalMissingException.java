package org.hobnob.registry.store.original;

/** The database is not that of the original program. Nothing was changed. */
public final class OriginalMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OriginalMissingException(String database) {
        this(database, "has no accounts and no Chatrooms");
    }

    OriginalMissingException(String database, String what) {
        super("the database '" + database + "' " + what + ": name that of the original, as in mongodb://HOST/"
                + OriginalDatabase.NAME);
    }
}
