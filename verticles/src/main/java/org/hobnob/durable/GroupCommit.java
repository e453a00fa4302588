package org.hobnob.durable;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Applies writes one after another on its own thread and makes them durable together: writes that arrive during a
 * commit share the next one. A commit therefore contains whole writes only, and its cost is shared by all that wait
 * for it. Writes that do not wait are committed with the next one that does, or shortly afterwards.
 *
 * <p>Nothing is applied after the first failure, because memory may then differ from the disk.
 */
public final class GroupCommit {
    /**
     * One write. Its methods are called on the committing thread, except for {@link #failed} when the write is
     * rejected at once, which is called by the submitter.
     */
    public interface Write {
        /** Changes the store in memory. A command's own failure must be kept for its answer, not thrown. */
        void apply();

        /**
         * Returns whether {@link #durable} is called only when the write is durable; otherwise it is called as soon
         * as the write is applied.
         */
        default boolean awaitsCommit() {
            return true;
        }

        /** The write has been applied, and is durable if that was awaited. */
        void durable();

        /** The write was not applied, or is not known to be durable although that was awaited. */
        void failed(IOException cause);
    }

    /** Makes applied writes durable. */
    public interface Durability {
        void commit() throws IOException;
    }

    static final int MAX_BATCH = 256;
    static final int MAX_WAITING = 16_384;
    private static final long POLL_MS = 50;
    /** The interval at which MongoDB writes its journal by default for clients that do not wait. */
    private static final long UNCOMMITTED_NS = 100_000_000;

    private final BlockingQueue<Write> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final Durability durability;
    private final Consumer<IOException> onFailure;
    private final Thread thread;
    private final Object gate = new Object();
    private boolean closing;
    private boolean isUncommitted;
    private long uncommittedSinceNs;
    private volatile IOException failure;

    /**
     * @param threadName the name of the committing thread
     * @param onFailure called once, on the committing thread, with the failure that ends all writing
     */
    public GroupCommit(String threadName, Durability durability, Consumer<IOException> onFailure) {
        this.durability = durability;
        this.onFailure = onFailure;
        this.thread = new Thread(this::run, threadName);
    }

    /** Starts the committing thread. */
    public void start() {
        thread.start();
    }

    /** Queues a write, which is told its outcome exactly once. Thread-safe; does not block. */
    public void submit(Write write) {
        IOException refusal = failure;
        if (refusal == null) {
            synchronized (gate) {
                if (closing) {
                    refusal = new IOException("the store is closing");
                } else if (!waiting.offer(write)) {
                    refusal = new IOException("too many writes are waiting: try again");
                }
            }
        }
        if (refusal != null) {
            write.failed(refusal);
        }
    }

    /** @return the failure that ended all writing, or null if there was none */
    public IOException failure() {
        return failure;
    }

    /** Rejects new writes, finishes those accepted, and returns, even if interrupted. Idempotent. */
    public void close() {
        synchronized (gate) {
            closing = true;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                // The caller closes the file next, which must not happen during a commit.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Write> batch = new ArrayList<>(MAX_BATCH);
        while (nextBatch(batch)) {
            commitBatch(batch);
            batch.clear();
        }
        commitBatch(List.of());
    }

    /** Waits for work, which may be just a commit. @return false when closing and nothing is left */
    private boolean nextBatch(List<Write> batch) {
        while (true) {
            try {
                Write first = waiting.poll(POLL_MS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    waiting.drainTo(batch, MAX_BATCH - 1);
                    return true;
                }
                if (isUncommitted) {
                    return true;
                }
            } catch (InterruptedException e) {
                // Only close() may end this thread; otherwise writers would wait for ever.
                continue;
            }
            synchronized (gate) {
                if (closing && waiting.isEmpty()) {
                    return false;
                }
            }
        }
    }

    private void commitBatch(List<Write> batch) {
        Deque<Write> open = new ArrayDeque<>(batch);
        if (failure == null) {
            try {
                apply(batch, open);
                if (!open.isEmpty() || isCommitDue(batch)) {
                    durability.commit();
                    isUncommitted = false;
                }
            } catch (IOException e) {
                fail(e);
            } catch (RuntimeException | Error e) {
                // Memory may contain half a command now, which must never reach the file.
                fail(new IOException(e.toString(), e));
            }
        }
        IOException cause = failure;
        open.forEach(cause == null ? Write::durable : write -> write.failed(cause));
    }

    /** @param open receives the writes whose outcome is still to be told */
    private void apply(List<Write> batch, Deque<Write> open) {
        for (Write write : batch) {
            write.apply();
            if (!write.awaitsCommit()) {
                open.remove(write);
                note();
                write.durable();
            }
        }
    }

    private void note() {
        if (!isUncommitted) {
            isUncommitted = true;
            uncommittedSinceNs = System.nanoTime();
        }
    }

    /** Commit at once if there is nothing else to do. */
    private boolean isCommitDue(List<Write> batch) {
        return isUncommitted && (batch.isEmpty() || System.nanoTime() - uncommittedSinceNs >= UNCOMMITTED_NS);
    }

    private void fail(IOException cause) {
        failure = cause;
        onFailure.accept(cause);
    }
}
