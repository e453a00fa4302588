package org.hobnob.testing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;
import org.hobnob.registry.keepalive.KeepAliveVerticle;

/** A clock that stands until a test advances it, and waits then until the keep-alives' verticle has seen that at a tick. */
public final class ManualClock implements LongSupplier {
    /** Reads the clock twice at each tick. */
    private static final String WATCHES = KeepAliveVerticle.class.getPackageName() + ".KeepAliveWatches";

    private static final long STEP_MS = 400;
    private static final long NS_PER_MS = 1_000_000;
    /** A tick reads twice: after four reads, one whole tick at least began after they were first counted. */
    private static final long READS = 4;

    private final AtomicLong nowNs = new AtomicLong(1);
    private final AtomicLong reads = new AtomicLong();

    @Override
    public long getAsLong() {
        if (isReadAtATick()) {
            reads.incrementAndGet();
        }
        return nowNs.get();
    }

    /** Others read as well, and after a delay many times at once. */
    private static boolean isReadAtATick() {
        return StackWalker.getInstance()
                .walk(frames -> frames.limit(5)
                        .anyMatch(frame -> frame.getClassName().equals(WATCHES)
                                && frame.getMethodName().equals("tick")));
    }

    /** Lets time pass in steps that are no stall, each of them seen by the verticle; {@link #settle} before it. */
    public void advance(long ms) {
        settle();
        for (long left = ms; left > 0; left -= STEP_MS) {
            jump(Math.min(left, STEP_MS));
        }
    }

    /** Lets time pass at once, as for a process that stood still. */
    public void jump(long ms) {
        nowNs.addAndGet(ms * NS_PER_MS);
        settle();
    }

    /** Waits for a whole tick at least: what was on its way to the verticle before, datagrams too, has been seen then. */
    public void settle() {
        long before = reads.get();
        Awaitility.await().pollInterval(Duration.ofMillis(2)).until(() -> reads.get() >= before + READS);
    }
}
