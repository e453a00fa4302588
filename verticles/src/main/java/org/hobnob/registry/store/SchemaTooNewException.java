package org.hobnob.registry.store;

/** The store was written by a later version of this program; nothing in it was touched. */
public final class SchemaTooNewException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SchemaTooNewException(int found, int known) {
        super("the store has schema version " + found + ", and this program knows versions up to " + known
                + "; use the program that wrote it, or a later one");
    }
}
