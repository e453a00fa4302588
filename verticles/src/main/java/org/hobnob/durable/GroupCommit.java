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
 * Applies writes one after another on a thread of its own and makes them durable together: whatever arrived during one
 * commit shares the next. So a commit holds whole writes only, and its cost is divided among all who wait for it. Writes that
 * do not wait for one are committed with the next that does, or a moment later.
 *
 * <p>After the first failure nothing is applied any more: what memory holds may then not be on the disk.
 */
public final class GroupCommit {
    /** One write. Its methods are called on the committing thread, save for a refusal, which the submitter hears. */
    public interface Write {
        /** Changes the store's memory; a command's own failure is kept for the answer, not thrown. */
        void apply();

        /** Whether its end is told only when it is durable; else as soon as it is applied. */
        default boolean awaitsCommit() {
            return true;
        }

        /** The change is made, and durable where that was awaited. */
        void durable();

        /** The change is not known to be as durable as was awaited, or was never made. */
        void failed(IOException cause);
    }

    /** What makes applied writes durable. */
    public interface Durability {
        void commit() throws IOException;
    }

    static final int MAX_BATCH = 256;
    static final int MAX_WAITING = 16_384;
    private static final long POLL_MS = 50;
    /** As long as a MongoDB takes by default to write its journal for those who do not wait. */
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
     * @param threadName of the committing thread
     * @param onFailure told once, on the committing thread, of the failure that ends all writing
     */
    public GroupCommit(String threadName, Durability durability, Consumer<IOException> onFailure) {
        this.durability = durability;
        this.onFailure = onFailure;
        this.thread = new Thread(this::run, threadName);
    }

    /** Begins to write. */
    public void start() {
        thread.start();
    }

    /** Queues a write; it hears of its end exactly once. Callable from any thread; does not block. */
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

    /** @return what ended all writing, or null while writing goes on */
    public IOException failure() {
        return failure;
    }

    /** Takes no more writes, finishes those taken, and returns, even when interrupted. Idempotent. */
    public void close() {
        synchronized (gate) {
            closing = true;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                // The caller closes the file next, which must not happen beneath a commit.
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

    /** Waits for work, which may be a commit alone. @return false when closing and nothing is left */
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
                // Nobody but close() ends this thread: ending early would leave writers without an answer.
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
                // Half a command may be in memory now, and must never reach the file.
                fail(new IOException(e.toString(), e));
            }
        }
        IOException cause = failure;
        open.forEach(cause == null ? Write::durable : write -> write.failed(cause));
    }

    /** @param open what is left in it is still to be told of its end */
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

    /** At once where nothing else is to be done. */
    private boolean isCommitDue(List<Write> batch) {
        return isUncommitted && (batch.isEmpty() || System.nanoTime() - uncommittedSinceNs >= UNCOMMITTED_NS);
    }

    private void fail(IOException cause) {
        failure = cause;
        onFailure.accept(cause);
    }
}
