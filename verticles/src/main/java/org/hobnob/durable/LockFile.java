package org.hobnob.durable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hobnob.files.OwnerOnly;

/** A file that is locked while something beside it is in use, against other programs and against this one. */
public final class LockFile implements AutoCloseable {
    /** The file is locked already. */
    public static final class HeldException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String holder;

        HeldException(String holder) {
            super("locked by " + holder);
            this.holder = holder;
        }

        /** Returns the holder of the lock, such as {@code process 123}. */
        public String holder() {
            return holder;
        }
    }

    /**
     * The files locked by this process. The file lock is not enough: closing any channel of a file releases the
     * whole process's lock on it (POSIX), so a second lock in this process must be refused before it touches the
     * file.
     */
    private static final Set<Path> LOCKED_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private LockFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Locks a file until {@link #close} or the end of the process. Blocking.
     *
     * @param file created if absent, accessible to its owner only; its folder must exist
     * @throws HeldException if it is locked already
     * @throws IOException if it cannot be created or opened
     */
    public static LockFile lock(Path file) throws IOException, HeldException {
        Path real = file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
        if (!LOCKED_HERE.add(real)) {
            throw new HeldException("this process");
        }
        FileChannel channel = null;
        try {
            OwnerOnly.createFile(real);
            channel = FileChannel.open(real, StandardOpenOption.READ, StandardOpenOption.WRITE);
            claim(channel);
            return new LockFile(real, channel);
        } catch (IOException | HeldException e) {
            release(real, Optional.ofNullable(channel));
            throw e;
        }
    }

    private static void claim(FileChannel channel) throws IOException, HeldException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new HeldException(holder(channel));
        }
        channel.truncate(0);
        String holder = Long.toString(ProcessHandle.current().pid());
        channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        channel.read(text, 0);
        String pid = StandardCharsets.US_ASCII.decode(text.flip()).toString();
        return pid.matches("\\d+") ? "process " + pid : "another process";
    }

    /** Releases the lock. Idempotent. */
    @Override
    public void close() {
        if (channel.isOpen()) {
            release(file, Optional.of(channel));
        }
    }

    private static void release(Path file, Optional<FileChannel> channel) {
        try {
            if (channel.isPresent()) {
                channel.get().close();
            }
        } catch (IOException e) {
            // The lock ends with the descriptor, which is gone even if close() fails.
        } finally {
            LOCKED_HERE.remove(file);
        }
    }
}
