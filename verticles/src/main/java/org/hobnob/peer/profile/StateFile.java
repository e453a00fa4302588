package org.hobnob.peer.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.hobnob.durable.GroupCommit;
import org.hobnob.durable.GroupCommit.DuringStall;
import org.hobnob.durable.LockFile;
import org.hobnob.durable.MvFile;
import org.hobnob.durable.MvFileException;
import org.hobnob.files.OwnerOnly;

/**
 * What a peer must remember across restarts, however the program ends: maps in one file of the profile (SPEC 13).
 * What was committed survives {@code kill -9} and a power failure. Only one program can have the file open.
 * Thread-safe.
 */
public final class StateFile implements AutoCloseable {
    private static final String NAME = "state.mv";
    private static final String LOCK = "state.lock";
    private static final int CACHE_MB = 4;

    private final Optional<LockFile> lock;
    private final MvFile file;
    private final GroupCommit commits;
    private final AtomicInteger users = new AtomicInteger(1);

    private StateFile(Path folder, Optional<LockFile> lock, MvFile file, Consumer<Boolean> trouble) {
        this.lock = lock;
        this.file = file;
        commits = new GroupCommit("hobnob-state-writer", file::commit, DuringStall.WAIT, new DiskLog(folder, trouble));
        commits.start();
    }

    /** As {@link #open(Path, Consumer)}; only the log tells of trouble. */
    public static StateFile open(Path folder) {
        return open(folder, full -> {});
    }

    /**
     * Opens the file; creates it on first use. Blocking.
     *
     * @param folder the profile's folder
     * @param trouble told true when the file cannot be written, and false when it can be again; on another thread
     * @throws ProfileRefusedException if another program has it open, or it cannot be read or created
     */
    public static StateFile open(Path folder, Consumer<Boolean> trouble) {
        try {
            OwnerOnly.createFolders(folder);
            LockFile lock = LockFile.lock(folder.resolve(LOCK));
            try {
                Path path = folder.toRealPath().resolve(NAME);
                return new StateFile(
                        folder,
                        Optional.of(lock),
                        MvFile.open(path, UnaryOperator.identity(), true, CACHE_MB, false),
                        trouble);
            } catch (IOException | MvFileException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (LockFile.HeldException e) {
            throw new ProfileRefusedException(
                    "the profile " + folder + " is in use by another Hobnob (" + e.holder() + "): end that one, or name"
                            + " another profile with --profile",
                    e);
        } catch (MvFileException e) {
            throw new ProfileRefusedException(e.getMessage() + advice(e.kind()), e);
        } catch (IOException e) {
            throw new ProfileRefusedException(
                    "the profile " + folder + " cannot be used (" + e + "): free space on its disk, or correct the"
                            + " folder's owner",
                    e);
        }
    }

    private static String advice(MvFileException.Kind kind) {
        return switch (kind) {
            case IN_USE -> ": end that one, or name another profile with --profile";
            case UNUSABLE -> ": free space on its disk, or correct its owner and permissions";
            case DAMAGED ->
                ": put a copy in its place, or move it away, which loses messages that wait to be sent and may show"
                        + " some a second time";
        };
    }

    /** Returns an instance without a file, for peers without a profile. */
    public static StateFile inMemory() {
        return new StateFile(Path.of("memory"), Optional.empty(), MvFile.inMemory(), full -> {});
    }

    /**
     * Returns the map with this name; creates it on first use. Changes to it may become durable before they are
     * committed.
     */
    public Map<String, byte[]> map(String name) {
        return file.map(name);
    }

    /**
     * Makes all earlier changes to all maps durable. Blocking.
     *
     * @throws UncheckedIOException if that fails
     */
    public void commit() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        write(() -> {}, () -> done.complete(null), done::completeExceptionally);
        try {
            done.join();
        } catch (CompletionException e) {
            throw new UncheckedIOException((IOException) e.getCause());
        }
    }

    /**
     * Makes changes, which become durable together or not at all, after those of earlier calls. Does not block.
     *
     * @param changes changes the maps; called on another thread
     * @param durable called when they are durable, on another thread, in the order of the calls
     * @param failed called on any thread if they are not durable; no later changes will be
     */
    public void write(Runnable changes, Runnable durable, Consumer<IOException> failed) {
        commits.submit(new Change(changes, durable, failed, true));
    }

    /**
     * Like {@link #write}, for changes whose durability nobody waits for: they are committed with the next change
     * that is waited for, or a moment later.
     */
    public void writeSoon(Runnable changes, Consumer<IOException> failed) {
        commits.submit(new Change(changes, () -> {}, failed, false));
    }

    private record Change(
            Runnable changes, Runnable whenDurable, Consumer<IOException> whenFailed, boolean awaitsCommit)
            implements GroupCommit.Write {
        @Override
        public void apply() {
            changes.run();
        }

        @Override
        public void durable() {
            whenDurable.run();
        }

        @Override
        public void failed(IOException cause) {
            whenFailed.accept(cause);
        }
    }

    /** Adds a user of the file, which must close it too. */
    public StateFile share() {
        users.incrementAndGet();
        return this;
    }

    /** The last user's call makes the requested changes durable and lets other programs open the file. Blocking. */
    @Override
    public void close() {
        if (users.decrementAndGet() != 0) {
            return;
        }
        commits.close();
        if (commits.failure() == null) {
            file.close();
        } else {
            file.abandon();
        }
        lock.ifPresent(LockFile::close);
    }
}
