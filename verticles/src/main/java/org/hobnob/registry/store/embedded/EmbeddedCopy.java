package org.hobnob.registry.store.embedded;

import java.nio.file.Path;

/** A copy that an embedded store has made of itself, opened to be read. It is deleted when it is closed. */
public final class EmbeddedCopy implements AutoCloseable {
    private final Path folder;
    private final EmbeddedStore store;

    private EmbeddedCopy(Path folder, EmbeddedStore store) {
        this.folder = folder;
        this.store = store;
    }

    /**
     * Opens a copy. Blocking.
     *
     * @param folder of the copy, as the store has named it; deleted if this throws
     * @throws StoreRefusedException if it cannot be opened, or is no copy: then it is left as it is
     */
    public static EmbeddedCopy open(Path folder) throws StoreRefusedException {
        // It will be deleted with all that is in it, and a server at the other end has named it.
        if (!StoreCopies.isCopy(folder)) {
            throw new StoreRefusedException(
                    StoreRefusedException.Reason.FOLDER_UNUSABLE,
                    folder + " is no copy of a store that this user can read: run this where the store runs, as the"
                            + " same user");
        }
        try {
            return new EmbeddedCopy(folder, EmbeddedStore.open(folder, "127.0.0.1", 0, new StoreOptions(false)));
        } catch (StoreRefusedException e) {
            StoreCopies.delete(folder);
            throw e;
        }
    }

    /** Returns the connection string, which contains a secret: never log it. */
    public String connectionString() {
        return store.connectionString();
    }

    @Override
    public void close() {
        store.drop();
        StoreCopies.delete(folder);
    }
}
