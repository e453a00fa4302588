package org.hobnob.registry.store;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the store takes writes, and since when it does not. Says so on the log once a minute at most. Thread-safe. */
public final class StoreHealth {
    private static final Logger LOG = LoggerFactory.getLogger(StoreHealth.class);
    private static final long TOLD_AGAIN_NS = Duration.ofMinutes(1).toNanos();
    private static final long CHECKED_AGAIN_NS = Duration.ofSeconds(1).toNanos();

    private final boolean isTold;
    private final Supplier<Instant> now;
    private final LongSupplier nanos;
    private Optional<Instant> troubledSince = Optional.empty();
    private Optional<Long> toldNs = Optional.empty();
    private Optional<Long> checkedNs = Optional.empty();
    private Future<Optional<Instant>> check = Future.succeededFuture(Optional.empty());

    /**
     * @param isTold whether trouble is written to the log; false for a store that does so itself in this process
     * @param now the wall clock, for people
     * @param nanos a monotonic clock
     */
    StoreHealth(boolean isTold, Supplier<Instant> now, LongSupplier nanos) {
        this.isTold = isTold;
        this.now = now;
        this.nanos = nanos;
    }

    /** The store has failed on a collection. */
    synchronized void failed(String collection, Throwable cause) {
        if (troubledSince.isEmpty()) {
            troubledSince = Optional.of(now.get());
        }
        boolean isDue = toldNs.isEmpty() || nanos.getAsLong() - toldNs.get() >= TOLD_AGAIN_NS;
        if (isTold && isDue) {
            toldNs = Optional.of(nanos.getAsLong());
            LOG.error(
                    "the store failed on {}: {}; what needs it is refused as unavailable until it works again",
                    collection,
                    cause.toString());
        } else {
            LOG.debug("the store failed on {}: {}", collection, cause.toString());
        }
    }

    /** The store has taken a write. */
    synchronized void wrote() {
        troubledSince = Optional.empty();
    }

    /** Returns since when the store has failed, as far as is known; empty while it works. */
    public synchronized Optional<Instant> troubledSince() {
        return troubledSince;
    }

    /**
     * Tries the store, once a second at most.
     *
     * @param write a write; its outcome has been reported to this object before it completes
     * @return since when the store has failed; empty if it works
     */
    synchronized Future<Optional<Instant>> check(Supplier<Future<?>> write) {
        long at = nanos.getAsLong();
        if (check.isComplete() && (checkedNs.isEmpty() || at - checkedNs.get() >= CHECKED_AGAIN_NS)) {
            checkedNs = Optional.of(at);
            check = write.get().transform(done -> Future.succeededFuture(troubledSince()));
        }
        return check;
    }
}
