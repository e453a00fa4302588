package org.hobnob.peer.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.hobnob.durable.GroupCommit;
import org.hobnob.durable.LockFile;
import org.hobnob.durable.MvFile;
import org.hobnob.durable.MvFileException;
import org.hobnob.files.OwnerOnly;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a peer must find again at its next start, however this one ends: texts under keys in the file {@code state.mv},
 * 0600 (SPEC 13). One program at a time has it open. Thread-safe.
 */
public final class KeptState implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeptState.class);
    private static final String FILE = "state.mv";
    private static final String LOCK = "state.lock";
    private static final String MAP = "state";
    private static final int CACHE_MB = 4;

    private final LockFile lock;
    private final MvFile file;
    private final ConcurrentMap<String, String> state;
    private final GroupCommit commits;

    private KeptState(LockFile lock, MvFile file) {
        this.lock = lock;
        this.file = file;
        state = file.map(MAP);
        commits = new GroupCommit("hobnob-state-writer", file::commit, KeptState::reportFailure);
        commits.start();
    }

    private static void reportFailure(IOException cause) {
        LOG.error(
                "what waits to be sent and what was received can no longer be kept ({}): free space on the disk or repair"
                        + " it, then start again",
                cause.getMessage());
    }

    /**
     * Opens the one of a profile; makes it at the first use. Blocking.
     *
     * @throws ProfileRefusedException where another program has it open, or it cannot be read or made
     */
    public static KeptState open(Path folder) {
        try {
            OwnerOnly.createFolders(folder);
            LockFile lock = LockFile.lock(folder.resolve(LOCK));
            try {
                return new KeptState(lock, MvFile.open(folder.resolve(FILE), UnaryOperator.identity(), true, CACHE_MB));
            } catch (MvFileException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (LockFile.HeldException e) {
            throw new ProfileRefusedException(
                    "the profile " + folder + " is in use by another Hobnob (" + e.holder()
                            + "): end that one, or take another profile with --profile",
                    e);
        } catch (MvFileException e) {
            throw new ProfileRefusedException(e.getMessage() + advice(e), e);
        } catch (IOException e) {
            throw new ProfileRefusedException(
                    "the profile " + folder + " cannot be used (" + e + "): make its folder writable for you", e);
        }
    }

    private static String advice(MvFileException e) {
        return switch (e.kind()) {
            case IN_USE -> ": end that one, or take another profile with --profile";
            case UNUSABLE -> ": free space on its disk, or correct its owner and permissions";
            case DAMAGED ->
                ": restore it from a copy, or move it away; what waited to be sent is lost then, and what was received"
                        + " may be shown again";
        };
    }

    /** The texts whose keys begin so, by their keys. Blocking. */
    public Map<String, String> read(String prefix) {
        Map<String, String> found = new TreeMap<>();
        state.forEach((key, text) -> {
            if (key.startsWith(prefix)) {
                found.put(key, text);
            }
        });
        return found;
    }

    /**
     * Keeps and forgets texts, together or not at all; what was asked for before is done before. Does not block.
     *
     * @param changes the texts by their keys; null where the key is to be forgotten
     * @param durable called on another thread, in the order of the calls, when that survives the end of the program
     * @param failed called on another thread where it does not, as from then on each time
     */
    public void write(Map<String, String> changes, Runnable durable, Consumer<IOException> failed) {
        commits.submit(new GroupCommit.Write() {
            @Override
            public void apply() {
                changes.forEach((key, text) -> {
                    if (text == null) {
                        state.remove(key);
                    } else {
                        state.put(key, text);
                    }
                });
            }

            @Override
            public void durable() {
                durable.run();
            }

            @Override
            public void failed(IOException cause) {
                failed.accept(cause);
            }
        });
    }

    /** Finishes what was asked for and closes. Blocking; idempotent. */
    @Override
    public void close() {
        commits.close();
        if (commits.failure() == null) {
            file.close();
        } else {
            file.abandon();
        }
        lock.close();
    }
}
