package org.hobnob.registry.store.embedded;

import java.io.IOException;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.hobnob.registry.store.embedded.StoreRefusedException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of documents. It is written only when {@link #commit()} or {@link #tidy()} says so, never by a background
 * thread and never because memory fills: either would write half a command. Commit, tidy and close belong to one thread
 * at a time.
 */
final class StoreFile {
    private static final Logger LOG = LoggerFactory.getLogger(StoreFile.class);
    private static final int CACHE_MB = 16;
    private static final int CLOSE_COMPACTION_MS = 500;
    private static final int TIDY_FILL_PERCENT = 50;
    private static final int TIDY_REWRITE_BYTES = 1 << 20;

    private final MVStore store;
    private final boolean sync;

    private StoreFile(MVStore store, boolean sync) {
        this.store = store;
        this.sync = sync;
    }

    /**
     * @param fileName as H2 names files: a path, with the scheme of another H2 file system before it or not
     * @throws StoreRefusedException CORRUPT, IN_USE or FOLDER_UNUSABLE; the file is as it was
     */
    static StoreFile open(String fileName, StoreOptions options) throws StoreRefusedException {
        try {
            MVStore store = new MVStore.Builder()
                    .fileName(fileName)
                    .autoCommitDisabled()
                    .autoCommitBufferSize(0)
                    .cacheSize(CACHE_MB)
                    .open();
            // Without both, each commit leaves its predecessor's pages in the file for 45 s.
            store.setRetentionTime(0);
            store.setVersionsToKeep(0);
            return new StoreFile(store, options.sync());
        } catch (MVStoreException e) {
            throw refused(fileName, e);
        }
    }

    /** @return the refusal that fits what H2 says about a file */
    static StoreRefusedException refused(String fileName, MVStoreException e) {
        return switch (e.getErrorCode()) {
            case DataUtils.ERROR_FILE_LOCKED ->
                new StoreRefusedException(
                        Reason.IN_USE,
                        fileName + " is in use by another program: stop that one, or name another data folder",
                        e);
            case DataUtils.ERROR_WRITING_FAILED ->
                new StoreRefusedException(
                        Reason.FOLDER_UNUSABLE,
                        fileName + " cannot be written (" + rootMessage(e)
                                + "): free space on its disk, or correct its owner and permissions",
                        e);
            default ->
                new StoreRefusedException(
                        Reason.CORRUPT,
                        fileName + " is damaged or of an incompatible version (" + rootMessage(e)
                                + "); nothing was changed in it: put a backup in its place, or move it away to start"
                                + " with an empty store",
                        e);
        };
    }

    MVStore store() {
        return store;
    }

    /**
     * Makes durable all that was put into the store before.
     *
     * @throws IOException if that is not certain; the store is of no use from then on
     */
    void commit() throws IOException {
        try {
            // H2 closes its store after a failed write, and a closed one takes commits without a word.
            if (store.isClosed()) {
                throw new IOException("the file is closed");
            }
            store.commit();
            if (sync) {
                store.sync();
            }
        } catch (MVStoreException e) {
            throw new IOException(rootMessage(e), e);
        }
    }

    /**
     * Wins back a little of the space that replaced documents left, when more than half of the file is such space.
     *
     * @throws IOException as {@link #commit()}
     */
    void tidy() throws IOException {
        try {
            if (store.compact(TIDY_FILL_PERCENT, TIDY_REWRITE_BYTES)) {
                commit();
            }
        } catch (MVStoreException e) {
            throw new IOException(rootMessage(e), e);
        }
    }

    /** Commits, compacts for half a second at most, and closes. Idempotent. */
    void close() {
        try {
            store.close(CLOSE_COMPACTION_MS);
        } catch (MVStoreException e) {
            LOG.warn("X", e);
            store.closeImmediately();
        }
    }

    /** Closes and writes nothing. */
    void abandon() {
        store.closeImmediately();
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        // H2 appends its version and an error number in brackets.
        String message = String.valueOf(root.getMessage());
        int suffix = message.lastIndexOf(" [2.");
        return suffix < 0 ? message : message.substring(0, suffix);
    }
}
