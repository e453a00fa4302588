package org.hobnob.registry.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.UnaryOperator;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.hobnob.files.OwnerOnly;
import org.hobnob.registry.store.embedded.StoreRefusedException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of documents. It is written only when {@link #commit()} says so, never by a background
 * thread and never because memory fills: either would write half a command. Commit and close belong to one thread at a
 * time.
 */
final class StoreFile {
    private static final Logger LOG = LoggerFactory.getLogger(StoreFile.class);
    private static final int CACHE_MB = 16;
    /** No collection's map is called so: theirs have prefixes with a dot. */
    private static final String MARK = "hobnob";

    private static final String FORMAT_KEY = "format";
    private static final Integer FORMAT = 1;

    private final MVStore store;
    private final boolean sync;

    private StoreFile(MVStore store, boolean sync) {
        this.store = store;
        // Without both, each commit leaves its predecessor's pages in the file for 45 s.
        store.setRetentionTime(0);
        store.setVersionsToKeep(0);
        this.sync = sync;
    }

    /**
     * @param documents the file; made when absent
     * @param fileName turns the file's path into a name for H2, which may name another of its file systems
     * @throws StoreRefusedException CORRUPT, IN_USE or FOLDER_UNUSABLE; an existing file is as it was
     */
    static StoreFile open(Path documents, UnaryOperator<String> fileName, StoreOptions options)
            throws StoreRefusedException {
        String name = fileName.apply(documents.toString());
        try {
            if (Files.notExists(documents)) {
                create(documents);
            }
            check(name);
            return new StoreFile(unwritten(name).open(), options.sync());
        } catch (MVStoreException e) {
            throw refused(name, e);
        } catch (IOException e) {
            throw new StoreRefusedException(
                    Reason.FOLDER_UNUSABLE,
                    documents + " cannot be made (" + e + "): free space on its disk, or correct the folder's owner and"
                            + " permissions",
                    e);
        }
    }

    /** Makes a store with nothing but the mark; a file that lacks it later was damaged. */
    private static void create(Path documents) throws IOException {
        Path draft = documents.resolveSibling(documents.getFileName() + ".new");
        Files.deleteIfExists(draft);
        OwnerOnly.createFile(draft);
        MVStore store = unwritten(draft.toString()).open();
        store.openMap(MARK).put(FORMAT_KEY, FORMAT);
        store.commit();
        store.sync();
        store.close(0);
        Files.move(draft, documents, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Looks at a store without writing. H2 opens a file whose every chunk is damaged as an empty one, and what it
     * writes then makes the loss final.
     */
    private static void check(String name) throws StoreRefusedException {
        MVStore store = unwritten(name).readOnly().open();
        try {
            Object format = store.hasMap(MARK) ? store.openMap(MARK).get(FORMAT_KEY) : null;
            if (!FORMAT.equals(format)) {
                throw corrupt(name, "it holds no store of format " + FORMAT, null);
            }
        } finally {
            store.closeImmediately();
        }
    }

    private static MVStore.Builder unwritten(String name) {
        return new MVStore.Builder()
                .fileName(name)
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .cacheSize(CACHE_MB)
                // Documents are kept as serialized Java objects: a sixth of the space, and less to write.
                .compress();
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
            default -> corrupt(fileName, rootMessage(e), e);
        };
    }

    private static StoreRefusedException corrupt(String fileName, String what, Throwable cause) {
        return new StoreRefusedException(
                Reason.CORRUPT,
                fileName + " is damaged or of an incompatible version (" + what
                        + "); nothing was changed in it: put a backup in its place, or move it away to start with an"
                        + " empty store",
                cause);
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
     * Commits and closes, without H2's compaction: that of 2.3.232 loses live data (H2 issue 4247) and trips over its
     * own assertions (4086). Idempotent.
     */
    void close() {
        try {
            store.close(0);
        } catch (MVStoreException e) {
            LOG.warn("the store's file did not close cleanly; what was acknowledged is in it: {}", rootMessage(e));
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
