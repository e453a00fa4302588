package org.hobnob.registry.store;

/** A later version of this program wrote the store. Nothing in it was changed. */
public final class SchemaTooNewException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SchemaTooNewException(int found, int known) {
        super("the store has schema version " + found + ", and this program knows versions up to " + known
                + "; use the program that wrote it, or a later one");
    }
}
