package org.hobnob.durable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Applies writes one after another on a thread of its own and makes them durable together: whatever arrived during one
 * commit shares the next. So a commit holds whole writes only, and its cost is divided among all who wait for it.
 *
 * <p>After the first failure nothing is applied any more: what memory holds may then not be on the disk.
 */
public final class GroupCommit {
    /** One write. Its methods are called on the committing thread, save for a refusal, which the submitter hears. */
    public interface Write {
        /** Changes the store's memory; a command's own failure is kept for the answer, not thrown. */
        void apply();

        /** The change is durable. */
        void durable();

        /** The change is not known to be durable, or was never made. */
        void failed(IOException cause);

        /** Whether it may wait for {@value #PATIENCE_MS} ms to share the commit of one that may not. */
        default boolean isPatient() {
            return false;
        }
    }

    /** What makes applied writes durable. */
    public interface Durability {
        void commit() throws IOException;
    }

    static final int MAX_BATCH = 256;
    static final int MAX_WAITING = 16_384;
    static final long PATIENCE_MS = 200;
    private static final long POLL_MS = 50;

    private final BlockingQueue<Write> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final Durability durability;
    private final Consumer<IOException> onFailure;
    private final Thread thread;
    private final Object gate = new Object();
    private volatile boolean closing;
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
    }

    /** Waits for work. @return false when closing and nothing is left */
    private boolean nextBatch(List<Write> batch) {
        while (true) {
            try {
                Write first = waiting.poll(POLL_MS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    waiting.drainTo(batch, MAX_BATCH - 1);
                    awaitCompany(batch);
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

    private void awaitCompany(List<Write> batch) {
        long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        while (!closing && batch.size() < MAX_BATCH && batch.stream().allMatch(Write::isPatient)) {
            long leftNs = untilNs - System.nanoTime();
            try {
                Write next =
                        waiting.poll(Math.min(leftNs, TimeUnit.MILLISECONDS.toNanos(POLL_MS)), TimeUnit.NANOSECONDS);
                if (next != null) {
                    batch.add(next);
                    waiting.drainTo(batch, MAX_BATCH - batch.size());
                } else if (leftNs <= 0) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void commitBatch(List<Write> batch) {
        if (failure == null) {
            try {
                batch.forEach(Write::apply);
                durability.commit();
            } catch (IOException e) {
                fail(e);
            } catch (RuntimeException | Error e) {
                // Half a command may be in memory now, and must never reach the file.
                fail(new IOException(e.toString(), e));
            }
        }
        IOException cause = failure;
        batch.forEach(cause == null ? Write::durable : write -> write.failed(cause));
    }

    private void fail(IOException cause) {
        failure = cause;
        onFailure.accept(cause);
    }
}
