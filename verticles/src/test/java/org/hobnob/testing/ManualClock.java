package org.hobnob.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that stands until a test advances it. A verticle that reads it at every tick shows thereby that it ticked. */
public final class ManualClock implements LongSupplier {
    private static final long STEP_MS = 400;
    private static final long NS_PER_MS = 1_000_000;

    private final AtomicLong nowNs = new AtomicLong(1);
    private final AtomicLong reads = new AtomicLong();

    @Override
    public long getAsLong() {
        reads.incrementAndGet();
        return nowNs.get();
    }

    /** Lets time pass in steps that are no stall, each of them seen by the verticle. */
    public void advance(long ms) {
        for (long left = ms; left > 0; left -= STEP_MS) {
            nowNs.addAndGet(Math.min(left, STEP_MS) * NS_PER_MS);
            awaitTick();
        }
    }

    /** Lets time pass at once, as for a process that stood still. */
    public void jump(long ms) {
        nowNs.addAndGet(ms * NS_PER_MS);
        awaitTick();
    }

    /** A tick reads twice: after four reads, one whole tick at least began after the call. */
    private void awaitTick() {
        long before = reads.get();
        await().pollInterval(Duration.ofMillis(2)).until(() -> reads.get() >= before + 4);
    }
}
