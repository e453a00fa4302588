package org.hobnob.durable;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies writes one after another on its own thread and makes them durable together: writes that arrive during a
 * commit share the next one. A commit therefore contains whole writes only, and its cost is shared by all that wait
 * for it. Writes that do not wait are committed with the next one that does, or shortly afterwards.
 *
 * <p>While the disk cannot be written, as when it is full, the commit goes on trying: this is a stall, which ends by
 * itself. Nothing is applied after a failure, because memory may then differ from the disk.
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
        /**
         * @param retry asked after each failure that another try may mend: blocks until it is due, or returns false to
         *     give up
         */
        void commit(Predicate<IOException> retry) throws IOException;
    }

    /** Hears of the disk's troubles, on the committing thread. */
    public interface Listener {
        /** The disk cannot be written for now; called once per stall. */
        void stalled(IOException cause);

        /** The stall is over: all that was applied is durable. */
        void resumed();

        /** All writing has ended; called once. */
        void failed(IOException cause);
    }

    /** What becomes of writes during a stall. */
    public enum DuringStall {
        /** They wait for its end. */
        WAIT,
        /** They fail at once. Those that were applied before may become durable nevertheless. */
        FAIL
    }

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    /** Wakes the committing thread up when it closes. */
    private static final Write END = new Write() {
        @Override
        public void apply() {}

        @Override
        public void durable() {}

        @Override
        public void failed(IOException cause) {}
    };

    static final int MAX_BATCH = 256;
    static final int MAX_WAITING = 16_384;
    private static final long POLL_MS = 50;
    private static final long RETRY_MS = 1_000;
    /** The interval at which MongoDB writes its journal by default for clients that do not wait. */
    private static final long UNCOMMITTED_NS = 100_000_000;

    private final BlockingQueue<Write> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final Durability durability;
    private final DuringStall duringStall;
    private final Listener listener;
    private final Thread thread;
    private final Object gate = new Object();
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean closing;
    private boolean isUncommitted;
    private long uncommittedSinceNs;
    private volatile IOException failure;
    private volatile IOException stall;
    /** The writes of the current commit whose outcome is still to be told. Only the committing thread uses it. */
    private final Deque<Write> open = new ArrayDeque<>();

    /** @param threadName the name of the committing thread */
    public GroupCommit(String threadName, Durability durability, DuringStall duringStall, Listener listener) {
        this.durability = durability;
        this.duringStall = duringStall;
        this.listener = listener;
        this.thread = new Thread(this::run, threadName);
    }

    /** Starts the committing thread. */
    public void start() {
        thread.start();
    }

    /** Queues a write, which is told its outcome exactly once. Thread-safe; does not block. */
    public void submit(Write write) {
        IOException refusal = failure != null || duringStall == DuringStall.WAIT ? failure : stall;
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

    /**
     * Rejects new writes, finishes those accepted, and returns, even if interrupted. A stall is a failure now.
     * Idempotent.
     */
    public void close() {
        synchronized (gate) {
            closing = true;
            // Where there is no room for it, the thread has work and looks here afterwards.
            waiting.offer(END);
        }
        closed.countDown();
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
            synchronized (gate) {
                if (closing && waiting.isEmpty()) {
                    return false;
                }
            }
            try {
                // Without a timeout where nothing is to be committed: a program that idles must not wake up.
                Write first = isUncommitted ? waiting.poll(POLL_MS, TimeUnit.MILLISECONDS) : waiting.take();
                if (first == null) {
                    return true;
                }
                batch.add(first);
                waiting.drainTo(batch, MAX_BATCH - 1);
                batch.remove(END);
                if (!batch.isEmpty()) {
                    return true;
                }
            } catch (InterruptedException e) {
                // Only close() may end this thread; otherwise writers would wait for ever.
            }
        }
    }

    private void commitBatch(List<Write> batch) {
        open.addAll(batch);
        if (failure == null) {
            try {
                apply(batch);
                if (!open.isEmpty() || isCommitDue(batch)) {
                    durability.commit(this::isToBeTriedAgain);
                    isUncommitted = false;
                    endStall();
                }
            } catch (IOException e) {
                fail(e);
            } catch (RuntimeException | Error e) {
                // Memory may contain half a command now, which must never reach the file.
                LOG.error("a write broke off", e);
                fail(new IOException(e.toString(), e));
            }
        }
        if (failure != null) {
            refuseAll(failure);
        }
        for (Write write = open.poll(); write != null; write = open.poll()) {
            tell(write::durable);
        }
    }

    private void refuseAll(IOException cause) {
        for (Write write = open.poll(); write != null; write = open.poll()) {
            Write refused = write;
            tell(() -> refused.failed(cause));
        }
    }

    /** Calls back; what the caller does wrong then must not end this thread, on which everybody else waits. */
    private static void tell(Runnable outcome) {
        try {
            outcome.run();
        } catch (RuntimeException | Error e) {
            LOG.error("the outcome of a write could not be told", e);
        }
    }

    private boolean isToBeTriedAgain(IOException cause) {
        if (stall == null) {
            stall = cause;
            listener.stalled(cause);
        }
        if (duringStall == DuringStall.FAIL) {
            refuseAll(new IOException(cause.getMessage() + "; perhaps it is written later", cause));
            waiting.drainTo(open);
            refuseAll(cause);
        }
        // One last try once it closes.
        boolean isLast = closed.getCount() == 0;
        try {
            closed.await(RETRY_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Only close() may end this thread.
        }
        return !isLast;
    }

    private void endStall() {
        if (stall != null) {
            stall = null;
            listener.resumed();
        }
    }

    private void apply(List<Write> batch) {
        for (Write write : batch) {
            write.apply();
            if (!write.awaitsCommit()) {
                open.remove(write);
                note();
                tell(write::durable);
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
        listener.failed(cause);
    }
}
