package org.hobnob.peer.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.hobnob.files.OwnerOnly;

/**
 * What a peer must not forget when its program ends, however it ends: maps in one file of the profile (SPEC 13). What was
 * put is durable over the program's end, also by {@code kill -9}, once {@link #commit} has returned. One program at a time
 * has it open. Thread-safe; blocking.
 */
public final class StateFile implements AutoCloseable {
    private static final String NAME = "state.mv";

    private final MVStore store;

    private StateFile(MVStore store) {
        this.store = store;
        // Without both, each commit leaves its predecessor's pages in the file for 45 s.
        store.setRetentionTime(0);
        store.setVersionsToKeep(0);
    }

    /**
     * Opens the file; makes it at the first use.
     *
     * @param folder the profile's
     * @throws ProfileRefusedException where another program has it open, or it cannot be read or made
     */
    public static StateFile open(Path folder) {
        Path path = folder.resolve(NAME);
        try {
            OwnerOnly.createFolders(folder);
            if (Files.notExists(path)) {
                OwnerOnly.createFile(path);
            }
            return new StateFile(new MVStore.Builder()
                    .fileName(path.toAbsolutePath().toString())
                    .autoCommitDisabled()
                    .open());
        } catch (MVStoreException e) {
            throw refused(path, e);
        } catch (IOException e) {
            throw new ProfileRefusedException(
                    path + " cannot be made (" + e + "): free space on its disk, or correct the folder's owner", e);
        }
    }

    private static ProfileRefusedException refused(Path path, MVStoreException e) {
        return e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED
                ? new ProfileRefusedException(
                        path + " is in use by another peer: end that one, or name another profile with --profile", e)
                : new ProfileRefusedException(
                        path + " cannot be read (" + e.getMessage()
                                + "): move it away, which loses messages that wait to be sent",
                        e);
    }

    /** One that lasts as long as the program: for peers without a profile. */
    public static StateFile inMemory() {
        return new StateFile(new MVStore.Builder().autoCommitDisabled().open());
    }

    /** The map of that name, ordered by key; made at the first use. */
    public Map<String, byte[]> map(String name) {
        return store.openMap(name);
    }

    /** Makes durable what was put and removed so far, in all maps. */
    public void commit() {
        store.commit();
    }

    /** Makes durable what was put and removed, and lets others open the file. */
    @Override
    public void close() {
        store.close();
    }
}
