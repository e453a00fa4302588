package org.hobnob.peer.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;
import org.hobnob.protocol.file.FileLimits;

/**
 * A file that is handed out: its bytes in pieces, and their hash. Notices when it is not the file any more that was
 * offered. Blocking; used by one thread at a time.
 */
final class SourceFile implements AutoCloseable {
    /** Thrown where the file is not what it was when it was offered. */
    static final class ChangedException extends IOException {
        private static final long serialVersionUID = 1;

        ChangedException(Path file) {
            super(file + " is not what it was when it was offered");
        }
    }

    /** Thrown where the file is there and cannot be opened now, because too many files are open, for example. */
    static final class NotNowException extends IOException {
        private static final long serialVersionUID = 1;

        NotNowException(FileSystemException cause) {
            super(cause);
        }
    }

    /** Some pieces with their lengths: fewer turns between threads than one piece at a time. */
    static final int BLOCK_BYTES = 4 * (Integer.BYTES + FileLimits.PIECE_BYTES);

    private final Path path;
    private final FileChannel channel;
    private final long size;
    private final long modifiedMs;
    private final MessageDigest digest = Hashes.sha256();
    private long read;

    private SourceFile(Path path, FileChannel channel, long size, long modifiedMs) {
        this.path = path;
        this.channel = channel;
        this.size = size;
        this.modifiedMs = modifiedMs;
    }

    /**
     * @param size the size that was told, in bytes
     * @param modifiedMs when it was changed last when it was offered, in milliseconds since 1970
     * @throws ChangedException if it has changed since
     * @throws NotNowException if it cannot be opened now, and perhaps later
     * @throws IOException if it cannot be read
     */
    static SourceFile open(Path path, long size, long modifiedMs) throws IOException {
        FileChannel channel = opened(path);
        SourceFile file = new SourceFile(path, channel, size, modifiedMs);
        try {
            file.check();
        } catch (IOException e) {
            file.close();
            throw e;
        }
        return file;
    }

    private static FileChannel opened(Path path) throws IOException {
        try {
            // Before it is opened: to open a pipe waits for a writer.
            if (!Files.readAttributes(path, BasicFileAttributes.class).isRegularFile()) {
                throw new ChangedException(path);
            }
            return FileChannel.open(path, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw new ChangedException(path);
        } catch (AccessDeniedException e) {
            throw e;
        } catch (FileSystemException e) {
            throw new NotNowException(e);
        }
    }

    private void check() throws IOException {
        boolean same = channel.size() == size && Files.getLastModifiedTime(path).toMillis() == modifiedMs;
        if (!same) {
            throw new ChangedException(path);
        }
    }

    /**
     * Reads the first bytes and returns their hash, in hex.
     *
     * @param unwanted asked between blocks, whether nobody waits for it any more; it then fails
     */
    String skip(long bytes, BooleanSupplier unwanted) throws IOException {
        byte[] block = new byte[FileLimits.PIECE_BYTES];
        while (read < bytes) {
            if (unwanted.getAsBoolean()) {
                throw new IOException("closed");
            }
            fill(ByteBuffer.wrap(block, 0, (int) Math.min(block.length, bytes - read)));
        }
        return Hashes.soFar(digest);
    }

    /**
     * Pieces as they are sent, each with its length in front (SPEC 16.2).
     *
     * @param block what has them, at its beginning
     * @param length how many bytes they take of it
     * @param bytes how many of these are the file's
     */
    record Pieces(byte[] block, int length, int bytes) {}

    /**
     * Reads the next pieces into a block of {@link #BLOCK_BYTES}; at the end, one of length 0.
     *
     * @throws ChangedException if the file turns out to have changed
     */
    Pieces next(byte[] block) throws IOException {
        ByteBuffer into = ByteBuffer.wrap(block);
        if (isRead()) {
            check();
            into.putInt(0);
        }
        long before = read;
        while (!isRead() && into.hasRemaining()) {
            int length = (int) Math.min(FileLimits.PIECE_BYTES, size - read);
            into.putInt(length).limit(into.position() + length);
            fill(into);
            into.limit(block.length);
        }
        return new Pieces(block, into.position(), (int) (read - before));
    }

    /** Returns whether all bytes were read. */
    boolean isRead() {
        return read == size;
    }

    private void fill(ByteBuffer into) throws IOException {
        int from = into.position();
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                throw new ChangedException(path);
            }
        }
        int length = into.position() - from;
        digest.update(into.array(), from, length);
        read += length;
    }

    /** Returns the hash of all bytes that were read, in hex. */
    String hash() {
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
