package org.hobnob.registry.store.embedded;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.h2.mvstore.MVStoreException;
import org.hobnob.durable.MvFile;
import org.hobnob.durable.MvFileException;
import org.hobnob.registry.store.embedded.StoreRefusedException.Reason;

/** Opens the file of documents, and explains why it does not open. */
final class StoreFile {
    private static final int CACHE_MB = 16;

    private StoreFile() {}

    /**
     * @param documents the file; created if absent
     * @param fileName turns the file's path into a file name for H2, which may select another of its file systems
     * @throws StoreRefusedException CORRUPT, IN_USE or FOLDER_UNUSABLE; an existing file was not changed
     */
    static MvFile open(Path documents, UnaryOperator<String> fileName, StoreOptions options)
            throws StoreRefusedException {
        try {
            return MvFile.open(documents, fileName, options.sync(), CACHE_MB, true);
        } catch (MvFileException e) {
            throw refused(e);
        }
    }

    /** @return the refusal that corresponds to H2's exception */
    static StoreRefusedException refused(String fileName, MVStoreException e) {
        return refused(MvFile.refused(fileName, e));
    }

    private static StoreRefusedException refused(MvFileException e) {
        return switch (e.kind()) {
            case IN_USE ->
                new StoreRefusedException(
                        Reason.IN_USE, e.getMessage() + ": stop that one, or name another data folder", e);
            case UNUSABLE ->
                new StoreRefusedException(
                        Reason.FOLDER_UNUSABLE,
                        e.getMessage() + ": free space on its disk, or correct its owner and permissions",
                        e);
            case DAMAGED ->
                new StoreRefusedException(
                        Reason.CORRUPT,
                        e.getMessage() + ": put a backup in its place, or move it away to start with an empty store",
                        e);
        };
    }
}
