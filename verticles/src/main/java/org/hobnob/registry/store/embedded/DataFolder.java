package org.hobnob.registry.store.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hobnob.files.OwnerOnly;
import org.hobnob.registry.store.embedded.StoreRefusedException.Reason;

/** The store's folder, made when absent and locked against every other store while this object is open. */
final class DataFolder implements AutoCloseable {
    private static final String LOCK = "store.lock";
    private static final String DOCUMENTS = "store.mv";

    /*
     * Folders open in this process. The file lock alone would not do: closing any channel of a file drops the whole
     * process's lock on it (POSIX), so a second open here must be refused before it touches the lock file.
     */
    private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel lockFile;

    private DataFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /**
     * @param folder made with its parents, for its owner only, when absent
     * @throws StoreRefusedException if it cannot be made or used (FOLDER_UNUSABLE) or is open elsewhere (IN_USE)
     */
    static DataFolder open(Path folder) throws StoreRefusedException {
        Path real;
        try {
            OwnerOnly.createFolders(folder);
            real = folder.toRealPath();
        } catch (IOException e) {
            throw unusable(folder, e);
        }
        if (!OPEN_HERE.add(real)) {
            throw inUse(real, "this process");
        }
        FileChannel lockFile = null;
        try {
            OwnerOnly.createFile(real.resolve(LOCK));
            lockFile = FileChannel.open(real.resolve(LOCK), StandardOpenOption.READ, StandardOpenOption.WRITE);
            lock(real, lockFile);
            return new DataFolder(real, lockFile);
        } catch (IOException e) {
            release(real, lockFile);
            throw unusable(folder, e);
        } catch (StoreRefusedException e) {
            release(real, lockFile);
            throw e;
        }
    }

    private static void lock(Path folder, FileChannel lockFile) throws IOException, StoreRefusedException {
        FileLock lock;
        try {
            lock = lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw inUse(folder, holder(lockFile));
        }
        lockFile.truncate(0);
        String holder = Long.toString(ProcessHandle.current().pid());
        lockFile.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    private static String holder(FileChannel lockFile) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        lockFile.read(text, 0);
        String pid = StandardCharsets.US_ASCII.decode(text.flip()).toString();
        return pid.matches("\\d+") ? "process " + pid : "another process";
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

    /** @return the folder, absolute and without links */
    Path path() {
        return folder;
    }

    /**
     * @return the file of documents, which may not exist yet
     * @throws StoreRefusedException if it exists and is not a file that can be read and written
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
        if (lockFile.isOpen()) {
            release(folder, lockFile);
        }
    }

    private static void release(Path folder, FileChannel lockFile) {
        try {
            if (lockFile != null) {
                lockFile.close();
            }
        } catch (IOException e) {
            // The lock goes with the descriptor, and the descriptor is gone whatever close() says.
        } finally {
            OPEN_HERE.remove(folder);
        }
    }
}
