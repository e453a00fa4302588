package org.hobnob.registry.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hobnob.durable.LockFile;
import org.hobnob.files.OwnerOnly;
import org.hobnob.registry.store.embedded.StoreRefusedException.Reason;

/** The store's folder. It is created if absent, and locked against all other stores while this object is open. */
final class DataFolder implements AutoCloseable {
    private static final String LOCK = "store.lock";
    static final String DOCUMENTS = "store.mv";

    private final Path folder;
    private final LockFile lock;

    private DataFolder(Path folder, LockFile lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * @param folder created with its parents, for its owner only, if absent
     * @throws StoreRefusedException FOLDER_UNUSABLE if it cannot be created or used; IN_USE if another store has it open
     */
    static DataFolder open(Path folder) throws StoreRefusedException {
        try {
            OwnerOnly.createFolders(folder);
            Path real = folder.toRealPath();
            DataFolder opened = new DataFolder(real, LockFile.lock(real.resolve(LOCK)));
            StoreCopies.sweep(real);
            return opened;
        } catch (LockFile.HeldException e) {
            throw inUse(folder, e.holder());
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static StoreRefusedException inUse(Path folder, String holder) {
        return new StoreRefusedException(
                Reason.IN_USE,
                "data folder " + folder + " is in use by another registry or store (" + holder
                        + "): stop that one, or name another data folder");
    }

    private static StoreRefusedException unusable(Path folder, IOException e) {
        return new StoreRefusedException(
                Reason.FOLDER_UNUSABLE,
                "data folder " + folder + " cannot be used (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                        + "): make it a folder that this user may read and write, or name another data folder",
                e);
    }

    /** @return the folder, as an absolute path without links */
    Path path() {
        return folder;
    }

    /**
     * @return the file of documents, which may not exist yet
     * @throws StoreRefusedException if the file exists but cannot be read and written
     */
    Path documents() throws StoreRefusedException {
        Path file = folder.resolve(DOCUMENTS);
        boolean usable = Files.isRegularFile(file) && Files.isReadable(file) && Files.isWritable(file);
        if (Files.exists(file) && !usable) {
            throw new StoreRefusedException(
                    Reason.FOLDER_UNUSABLE,
                    file + " is not a file that this user may read and write: correct its owner and permissions, or"
                            + " name another data folder");
        }
        return file;
    }

    /** Unlocks the folder. Idempotent. */
    @Override
    public void close() {
        lock.close();
    }
}
