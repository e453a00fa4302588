package org.hobnob.registry.store.embedded;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.CountDownLatch;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** A file system of H2, named {@code faulty:}, whose disk fails when told to. Public because H2 makes its instances. */
public final class FaultyFiles extends FilePathWrapper {
    /** What fails. */
    public enum Fault {
        NONE,
        WRITE,
        /** A write that leaves its first half on the disk. */
        HALF_WRITE,
        SYNC,
        /** A disk that takes its time until it is healthy again. */
        SLOW_SYNC
    }

    private static volatile CountDownLatch healthy = new CountDownLatch(0);

    public static final String SCHEME = "faulty";
    /** All files share one fault, so classes that set it run one after the other. */
    public static final String LOCK = "faulty files";

    private static volatile Fault fault = Fault.NONE;

    public static void register() {
        FilePath.register(new FaultyFiles());
    }

    public static void set(Fault next) {
        if (next == Fault.SLOW_SYNC) {
            healthy = new CountDownLatch(1);
        }
        fault = next;
        if (next == Fault.NONE) {
            healthy.countDown();
        }
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Channel(super.open(mode));
    }

    private static final class Channel extends FileBase {
        private final FileChannel disk;

        Channel(FileChannel disk) {
            this.disk = disk;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            if (fault == Fault.HALF_WRITE) {
                disk.write(source.slice(source.position(), source.remaining() / 2), position);
            }
            if (fault == Fault.WRITE || fault == Fault.HALF_WRITE) {
                throw new IOException("No space left on device");
            }
            return disk.write(source, position);
        }

        @Override
        public void force(boolean metadata) throws IOException {
            if (fault == Fault.SYNC) {
                throw new IOException("Input/output error");
            }
            if (fault == Fault.SLOW_SYNC) {
                awaitHealth();
            }
            disk.force(metadata);
        }

        private static void awaitHealth() throws IOException {
            try {
                healthy.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            int written = write(source, disk.position());
            disk.position(disk.position() + written);
            return written;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return disk.read(target);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return disk.read(target, position);
        }

        @Override
        public long position() throws IOException {
            return disk.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            disk.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return disk.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            disk.truncate(size);
            return this;
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return disk.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            disk.close();
        }
    }
}
