package org.hobnob.durable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.function.Predicate;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.SFChunk;
import org.h2.mvstore.SingleFileStore;

/**
 * A file of H2 in which a failed write is tried again, because H2 closes its store for good after one, and which after a
 * crash is opened with the last commit in it. Only writes are tried again: a write that failed has left nothing in the
 * system's memory, while after a failed sync nobody knows what the disk has.
 */
final class PatientFileStore extends SingleFileStore {
    private static final int COPIED_AT_ONCE = 1 << 20;

    private volatile Predicate<IOException> retry = cause -> false;

    /** @param cacheMb the size of the read cache, in MB */
    PatientFileStore(int cacheMb) {
        super(Map.of("cacheSize", cacheMb));
    }

    /** @param next blocks until a failed write is to be tried again; returns false to give up */
    void setRetry(Predicate<IOException> next) {
        retry = next;
    }

    /**
     * Writes what is in the file to another. Reads through the channel that H2 has open: closing another one of the same
     * file would end H2's lock on it.
     */
    void copyTo(FileChannel other) throws IOException {
        for (long at = 0; at < size(); at += COPIED_AT_ONCE) {
            ByteBuffer part = readFully((SFChunk) null, at, (int) Math.min(COPIED_AT_ONCE, size() - at));
            while (part.hasRemaining()) {
                other.write(part);
            }
        }
    }

    /**
     * Looks at the whole file for the newest state. H2's quick way rejects a state if a chunk that it does not need any
     * more is broken, as when the process died while it used the space of that chunk again, and settles for an older state,
     * without commits that are whole in the file. It does so even in a file that was closed cleanly afterwards.
     */
    @Override
    protected void readStoreHeader(boolean looksAtAll) {
        super.readStoreHeader(true);
    }

    @Override
    protected void writeFully(SFChunk chunk, long position, ByteBuffer source) {
        int start = source.position();
        while (true) {
            try {
                super.writeFully(chunk, position, source);
                return;
            } catch (MVStoreException e) {
                if (!(e.getCause() instanceof IOException cause)
                        || cause instanceof ClosedChannelException
                        || !retry.test(cause)) {
                    throw e;
                }
                source.position(start);
            }
        }
    }
}
